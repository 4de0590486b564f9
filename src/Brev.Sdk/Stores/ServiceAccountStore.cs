namespace Brev.Sdk.Stores;

/// <summary>The token that a cluster hands to the workloads of a Brev workspace, and replaces by itself.</summary>
internal sealed class ServiceAccountStore(string? path = null) : BrevCredentialStore
{
    public const string DefaultPath = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    private readonly string _path = path ?? DefaultPath;

    public override string Description => _path;

    /// <summary>A file that is not there, or may not be read, means that this is no such machine.</summary>
    /// <exception cref="StoreUnavailableException">It is there and cannot be read at the moment.</exception>
    public override async ValueTask<BrevStoredCredential?> LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var token = await File.ReadAllTextAsync(_path, cancellationToken).ConfigureAwait(false);
            return string.IsNullOrWhiteSpace(token) ? null : new BrevStoredCredential { AccessToken = token.Trim() };
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
        catch (IOException exception)
        {
            throw new StoreUnavailableException(
                $"The service account's token '{_path}' cannot be read at the moment ({exception.Message.TrimEnd('.')}). Close some "
                    + "files, or see to the volume, and try again.", exception);
        }
    }

    public override ValueTask SaveAsync(BrevStoredCredential credential, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The cluster owns the service account's token.");

    /// <summary>Nothing is ever written, so there is nothing to lock.</summary>
    public override ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken) => new(NoLock.Instance);
}
