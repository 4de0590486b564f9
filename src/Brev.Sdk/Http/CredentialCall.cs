using Brev.Sdk.Connections;

namespace Brev.Sdk.Http;

/// <summary>
/// Asks a credential for its token. A credential may be the application's own code: whatever it throws becomes an exception of the SDK that
/// says so, and one that heeds no cancellation does not hold up the call.
/// </summary>
internal static class CredentialCall
{
    public static ValueTask<BrevAccessToken> GetTokenAsync(BrevCredential credential, CancellationToken cancellationToken)
    {
        var asking = Ask(credential, cancellationToken);
        if (!asking.IsCompletedSuccessfully)
        {
            return WaitAsync(credential, asking, cancellationToken);
        }

        // The usual case: nothing to wait for, nothing to allocate.
        return new ValueTask<BrevAccessToken>(asking.Result ?? throw NoToken(credential));
    }

    private static ValueTask<BrevAccessToken> Ask(BrevCredential credential, CancellationToken cancellationToken)
    {
        try
        {
            return credential.GetTokenAsync(forceRefresh: false, cancellationToken);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<BrevAccessToken>(exception);
        }
    }

    private static async ValueTask<BrevAccessToken> WaitAsync(
        BrevCredential credential, ValueTask<BrevAccessToken> asking, CancellationToken cancellationToken)
    {
        try
        {
            return await asking.AsTask().WaitDetachedAsync(cancellationToken).ConfigureAwait(false)
                ?? throw NoToken(credential);
        }
        catch (BrevException exception)
        {
            exception.WasNeverSent = true;
            throw;
        }
        catch (Exception exception) when (IsForeign(exception, cancellationToken))
        {
            throw Failed(credential, exception);
        }
    }

    private static bool IsForeign(Exception exception, CancellationToken cancellationToken) =>
        exception is not ObjectDisposedException
            && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested);

    private static BrevConfigurationException NoToken(BrevCredential credential) => new(
        $"The credential {credential.GetType().Name} gave null instead of a token, so nothing was sent. Let it throw "
            + $"{nameof(BrevLoginRequiredException)} when it has none.") { WasNeverSent = true };

    private static BrevException Failed(BrevCredential credential, Exception exception)
    {
        var message = $"The credential {credential.GetType().Name} gave no token ({exception.GetType().Name}), so nothing was sent. "
            + "See the inner exception.";
        return exception is HttpRequestException or IOException or TimeoutException or OperationCanceledException
            ? new BrevConnectionException(message, exception) { WasNeverSent = true }
            : new BrevException(message, exception) { WasNeverSent = true };
    }
}
