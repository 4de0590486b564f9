using System.Globalization;

namespace Brev.Sdk.Authentication;

/// <summary>Explains why there is no token to send.</summary>
internal static class RenewalError
{
    /// <summary>What to do, at the end of a message.</summary>
    public const string SignIn = "Run 'brev login', sign in through BrevLogin, or use an API key.";

    public static BrevException Create(RenewalVerdict verdict, TokenSnapshot? current, bool isUsable, string source, DateTimeOffset now) => verdict.Result switch
    {
        RenewalResult.SignedOut => new BrevLoginRequiredException($"Nobody is signed in: {source} holds no login. {SignIn}") { HasLoginEnded = current is not null },
        RenewalResult.OtherAccount => new BrevLoginRequiredException(
            $"{source} now holds the login of another account, which is not taken over silently, and the token of the first account has {State(current, isUsable)}. Create a new credential to go on as the other account, or sign in as the first one again."),
        RenewalResult.Unreadable => verdict.Exception as BrevException ?? new BrevConfigurationException(verdict.Reason),
        RenewalResult.Renewed or RenewalResult.Adopted or RenewalResult.Unchanged => new BrevConnectionException(
            $"The access tokens end as soon as they are issued (the last one has {State(current, isUsable)}; {Clock(now)}). Check this machine's clock; your login is intact."),
        RenewalResult.Transient => new BrevConnectionException(
            $"The access token has {State(current, isUsable)} and could not be renewed for a passing reason: {verdict.Reason} Your login is intact; try again in a moment.", verdict.Exception),
        RenewalResult.Rejected => new BrevLoginRequiredException(
            $"The access token has {State(current, isUsable)} and the login from {source} cannot be renewed any more: {verdict.Reason} {SignIn}", verdict.Exception) { HasLoginEnded = true },
        _ => new BrevLoginRequiredException(
            $"The access token from {source} has {State(current, isUsable)} ({Clock(now)}). {(verdict.Reason.Length > 0 ? verdict.Reason + " " : "")}{SignIn}") { HasLoginEnded = true },
    };

    /// <summary>A clock that is ahead ends tokens that are good; nothing else in the message would tell.</summary>
    private static string Clock(DateTimeOffset now) => $"by this machine's clock it is {now.ToString("u", CultureInfo.InvariantCulture)}";

    private static string State(TokenSnapshot? current, bool isUsable) =>
        isUsable ? "not expired yet" : current?.Token.ExpiresOn is { } expiry ? "expired on " + expiry.ToString("u", CultureInfo.InvariantCulture) : "ended";
}
