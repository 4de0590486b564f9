using Brev.Sdk.Errors;
using Brev.Sdk.Stores;

namespace Brev.Sdk.Authentication;

/// <summary>How a flight ended: one of the records below, and nothing else.</summary>
/// <param name="Token">The token to use from now on; <see langword="null"/> to keep the one in use.</param>
/// <param name="Reason">What happened, in sentences for a user; empty when there is nothing to say.</param>
/// <param name="MetricName">Its name in metrics and traces.</param>
internal abstract record RefreshOutcome(CachedToken? Token, string Reason = "", string MetricName = "unchanged")
{
    /// <summary>What to do, at the end of a message.</summary>
    public const string SignIn = "Run 'brev login', sign in through BrevLogin, or use an API key.";

    /// <summary>A store failed. It may be the application's own: whatever it throws must not end a login that still works.</summary>
    public static RefreshOutcome OfStoreFailure(Exception exception, string source, BrevStoredCredential? known)
    {
        var text = StoreFailureText.Of(exception, known);
        return exception switch
        {
            StoreUnavailableException => new Transient(exception.Message, null, exception),
            BrevConfigurationException => new Unreadable(text),
            BrevException { IsTransient: true } => new Transient(text),
            _ => new Transient($"The credential store {source} failed ({exception.GetType().Name}: {text})."),
        };
    }

    /// <summary>Whether nothing was tried, because an earlier flight had failed a moment ago.</summary>
    public bool IsRepeated { get; init; }

    public string Name => GetType().Name;

    /// <summary>Whether it counts as a refresh: something was refreshed, or failed anew.</summary>
    public bool IsCounted => !IsRepeated && MetricName != "unchanged" && this is not SignedOut;

    /// <summary>Whether a caller who forces a refresh is told so even when the token in use is still good.</summary>
    public bool IsFailure => MetricName is "transient" or "rejected";

    /// <summary>Whether there was a token to send when the flight ended. When it has ended since, the next flight gets another.</summary>
    public bool HadToken => this is Refreshed or Adopted or Unchanged;

    /// <summary>Whether the store was read, as far as can be told: a flight that failed may not have come to that.</summary>
    public bool HasReadStore => this is not (Unchanged { IsUnread: true } or Transient or Unreadable);

    /// <summary>
    /// The error for a caller who has no token to send. This machine's time is part of it: a clock that is ahead ends tokens that are good,
    /// and nothing else in a message would show it.
    /// </summary>
    public BrevException ToException(string source, CachedToken? current, TimeProvider timeProvider)
    {
        var state = current?.Lifetime.HasEnded(timeProvider) == false ? "not expired yet"
            : current?.Token.ExpiresOn is { } expiry ? $"expired on {expiry:u}"
            : "ended";
        var clock = $"by this machine's clock it is {timeProvider.GetUtcNow():u}";
        return this switch
        {
            SignedOut => new BrevLoginRequiredException(
                $"Nobody is signed in: {source} holds no login. {SignIn}") { HasLoginEnded = current is not null },
            OtherAccount => new BrevLoginRequiredException($"The access token has {state} and cannot be refreshed any more: {Reason}"),
            NotRefreshable => new BrevLoginRequiredException(
                $"The access token from {source} has {state} ({clock}). {Reason} {SignIn}") { HasLoginEnded = true },
            Rejected { Exception: var cause } => new BrevLoginRequiredException(
                $"The access token has {state} and the login from {source} cannot be refreshed any more: {Reason} {SignIn}",
                cause) { HasLoginEnded = true },
            Unreadable => new BrevConfigurationException(Reason),
            Transient { Exception: var cause } => new BrevConnectionException(
                $"The access token has {state} and could not be refreshed for a passing reason: {Reason} Your login is intact; try again "
                    + "in a moment.", cause),
            _ => new BrevConnectionException(
                $"The access tokens end as soon as they are issued (the last one has {state}; {clock}). Check this machine's clock; your "
                    + "login is intact."),
        };
    }

    /// <summary>The identity provider gave a new token.</summary>
    public sealed record Refreshed(CachedToken? Token) : RefreshOutcome(Token, MetricName: "refreshed");

    /// <summary>The store held a newer token.</summary>
    public sealed record Adopted(CachedToken? Token) : RefreshOutcome(Token, MetricName: "adopted");

    /// <summary>What is in use stays, or the first look found a token that is good.</summary>
    public sealed record Unchanged(CachedToken? Token = null) : RefreshOutcome(Token)
    {
        /// <summary>Whether the store could not be read, so that it may hold something else.</summary>
        public bool IsUnread { get; init; }
    }

    /// <summary>There is nothing to refresh the stored token with.</summary>
    public sealed record NotRefreshable(CachedToken? Token) : RefreshOutcome(Token, "There is no refresh token to refresh it with.");

    /// <summary>The store holds no token set.</summary>
    public sealed record SignedOut() : RefreshOutcome(null, "", "rejected");

    /// <summary>The store holds the token set of another account.</summary>
    public sealed record OtherAccount() : RefreshOutcome(
        null,
        "The store now holds the login of another account, which is not taken over silently. Create a new credential to go on as that "
            + "account, or sign in as the first one again.",
        "rejected");

    /// <summary>The store cannot be read, which only a user can mend.</summary>
    public sealed record Unreadable(string Reason) : RefreshOutcome(null, Reason, "transient");

    /// <summary>A passing failure: the same refresh may succeed later.</summary>
    public sealed record Transient(string Reason, CachedToken? Token = null, Exception? Exception = null)
        : RefreshOutcome(Token, Reason, "transient");

    /// <summary>The identity provider rejected the token set: only a new login helps.</summary>
    public sealed record Rejected(string Reason, CachedToken? Token = null, Exception? Exception = null)
        : RefreshOutcome(Token, Reason, "rejected");
}
