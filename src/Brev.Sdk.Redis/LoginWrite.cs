using StackExchange.Redis;

namespace Brev.Sdk.Redis;

/// <summary>One step that stores a login: what <see cref="LoginScripts.Replace"/> takes.</summary>
internal sealed class LoginWrite(LoginKeys keys, LoginProtection protection, LoginExpiry expiry)
{
    /// <summary>How long it stays when it is not used.</summary>
    public TimeSpan? StayOf(BrevStoredCredential login) => expiry.Of(login);

    /// <exception cref="BrevConfigurationException">Nothing can be encrypted at the moment.</exception>
    public void Rehearse() => _ = protection.Protect(new BrevStoredCredential());

    /// <param name="login">What to store.</param>
    /// <param name="fingerprint">Its fingerprint.</param>
    /// <param name="replaced">The fingerprint of what has to stand there; <see langword="null"/> for whatever does.</param>
    /// <param name="claim">The claim of the refresh that it ends; <see langword="null"/> when there is none.</param>
    public Func<IDatabase, Task<RedisResult>> Of(BrevStoredCredential login, string fingerprint, string? replaced, string? claim)
    {
        RedisValue[] arguments =
        [
            replaced is null ? "0" : "1",
            replaced ?? LoginFingerprint.None,
            fingerprint,
            protection.Protect(login),
            (long)(expiry.Of(login)?.TotalMilliseconds ?? 0),
            keys.ChangesOnServer,
            claim ?? "",
            Guid.NewGuid().ToString("N"),
        ];
        return database => database.ScriptEvaluateAsync(LoginScripts.Replace, [keys.Login], arguments, CommandFlags.DemandMaster);
    }
}
