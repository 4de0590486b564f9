namespace Brev.Sdk.IdentityProviders;

/// <summary>Refreshes the access tokens of one issuer. Thread-safe; it neither reads nor writes a credential store.</summary>
internal interface IIdentityProvider
{
    /// <summary>
    /// Makes one attempt, within the time limit of one attempt, at refreshing the access token of <paramref name="credential"/>.
    /// </summary>
    /// <exception cref="RefreshFailedException">The provider gave nothing new; the kind tells whether trying again can help.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    ValueTask<IssuedTokens> RefreshAsync(BrevStoredCredential credential, CancellationToken cancellationToken);
}
