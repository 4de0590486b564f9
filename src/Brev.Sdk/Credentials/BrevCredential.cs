using System.Net;

namespace Brev.Sdk;

/// <summary>
/// Where a client's bearer tokens come from. Thread-safe: make one and share it between clients, so that they share one token
/// and one renewal. Disposing it waits for a renewal under way, so that its result is stored.
/// </summary>
public abstract class BrevCredential : IAsyncDisposable
{
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
    internal abstract ValueTask<BrevAccessToken?> ReplaceRejectedAsync(BrevAccessToken rejected, HttpStatusCode status, CancellationToken cancellationToken);

    /// <summary>Waits for a renewal under way and releases what the credential holds.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
