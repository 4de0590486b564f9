namespace Brev.Sdk.IdentityProviders;

/// <summary>
/// An identity provider gave no new token. It never reaches a caller of the SDK: the token source turns it into one of the
/// public exceptions, and may quote the reason, which is short and holds no secret.
/// </summary>
internal sealed class RefreshFailedException(
    RefreshFailureKind kind, string reason, TimeSpan? retryAfter = null, Exception? innerException = null)
    : Exception(reason, innerException)
{
    /// <summary>Whether trying again can help.</summary>
    public RefreshFailureKind Kind { get; } = kind;

    /// <summary>What went wrong, in one sentence that ends in a full stop: provider, status and code, never a body or a token.</summary>
    public string Reason { get; } = reason;

    /// <summary>How long the provider asked to be left alone; <see langword="null"/> when it did not say. Not capped.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
