using System.Globalization;

namespace Brev.Sdk.Authentication;

/// <summary>
/// What an error about a missing token says beside its reason. This machine's time is part of it: a clock that is ahead ends tokens that
/// are good, and nothing else in a message would show it.
/// </summary>
internal readonly record struct RefreshContext(string Source, CachedToken? Current, bool IsUsable, DateTimeOffset Now)
{
    public string State => IsUsable ? "not expired yet" : Current?.Token.ExpiresOn is { } expiry ? "expired on " + Text(expiry) : "ended";

    public string Clock => $"by this machine's clock it is {Text(Now)}";

    /// <summary>Every token was over by the time it could be used.</summary>
    public BrevConnectionException ClockError() => new(
        $"The access tokens end as soon as they are issued (the last one has {State}; {Clock}). Check this machine's clock; your "
            + "login is intact.");

    private static string Text(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);
}
