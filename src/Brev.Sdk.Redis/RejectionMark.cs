using System.Globalization;

namespace Brev.Sdk.Redis;

/// <summary>
/// That the provider has refused a login, and until when that counts: for a short while, so that a verdict that was a mistake ends by
/// itself.
/// </summary>
/// <param name="Fingerprint">Of the login.</param>
/// <param name="Until">By the clock of the instance that has written it.</param>
internal sealed record RejectionMark(string Fingerprint, DateTimeOffset Until)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>How the end stands in Redis: in milliseconds since 1970.</summary>
    public string Text => Until.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public static RejectionMark Of(BrevStoredCredential login, TimeProvider timeProvider) =>
        new(LoginFingerprint.Of(login), timeProvider.GetUtcNow() + Life);

    /// <summary>What stands beside a login; <see langword="null"/> when nothing does, or nothing that can be understood.</summary>
    public static RejectionMark? Read(string? fingerprint, string? until) =>
        fingerprint is not null
        && long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
        && end <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? new RejectionMark(fingerprint, DateTimeOffset.FromUnixTimeMilliseconds(end))
            : null;

    /// <summary>Whether it says so of this login now. A clock that is far behind makes no mark live longer.</summary>
    public bool Names(BrevStoredCredential login, TimeProvider timeProvider)
    {
        var left = Until - timeProvider.GetUtcNow();
        return left > TimeSpan.Zero && left <= Life * 2 && LoginFingerprint.Of(login) == Fingerprint;
    }
}
