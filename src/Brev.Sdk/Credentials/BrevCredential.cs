using System.Net;

namespace Brev.Sdk;

/// <summary>
/// Where a client's bearer tokens come from. Thread-safe: make one and share it between clients, so that they share one token
/// and one renewal. Disposing it waits for a renewal under way, so that its result is stored.
/// </summary>
public abstract class BrevCredential : IAsyncDisposable
{
    /// <summary>
    /// The chain that most applications want: the environment variables, then the credentials file of the brev CLI, then the
    /// service account inside a Brev workspace.
    /// </summary>
    public static BrevCredential Default { get; } = null!;

    public static BrevCredential FromApiKey(string apiKey) => throw new NotSupportedException();

    public static BrevCredential FromAccessToken(string accessToken) => throw new NotSupportedException();

    public static BrevCredential FromCredentialsFile(string? path = null, BrevCredentialOptions? options = null) => throw new NotSupportedException();

    public static BrevCredential FromTokens(string accessToken, string refreshToken, BrevCredentialOptions? options = null) => throw new NotSupportedException();

    public static BrevCredential FromEnvironment() => throw new NotSupportedException();

    public static BrevCredential FromStore(BrevCredentialStore store, BrevCredentialOptions? options = null) => throw new NotSupportedException();

    /// <summary>
    /// A token that can be sent now. When a token is at hand and not expired, this completes at once, without any lock or allocation.
    /// </summary>
    /// <param name="forceRefresh">Whether to renew the token first, even when it is still valid. Callers at the same time share one renewal.</param>
    /// <param name="cancellationToken">Ends this caller's wait; a renewal under way goes on for the others.</param>
    /// <exception cref="BrevLoginRequiredException">There is no usable credential, or the identity provider rejected it.</exception>
    /// <exception cref="BrevConnectionException">The token has expired and could not be renewed for a passing reason.</exception>
    public abstract ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh = false, CancellationToken cancellationToken = default);

    /// <summary>
    /// What to send after the server rejected <paramref name="rejected"/>: a token that differs from it, or <see langword="null"/> when
    /// there is none and the caller should see the server's answer.
    /// </summary>
    internal virtual async ValueTask<BrevAccessToken?> ReplaceRejectedAsync(BrevAccessToken rejected, HttpStatusCode status, CancellationToken cancellationToken)
    {
        var current = await GetTokenAsync(forceRefresh: false, cancellationToken).ConfigureAwait(false);
        if (current.Token == rejected.Token)
        {
            current = await GetTokenAsync(forceRefresh: true, cancellationToken).ConfigureAwait(false);
        }

        return current.Token == rejected.Token ? null : current;
    }

    /// <summary>Waits for a renewal under way and releases what the credential holds.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
