namespace Brev.Sdk.Credentials;

/// <summary>
/// One of the places where a chain looks for a login. Its credential is made when it is first asked: what is wrong with a later place, a
/// misspelt variable for one, costs nothing where an earlier place has a login.
/// </summary>
internal sealed class ChainLink(string name, Func<BrevCredential> create) : IAsyncDisposable
{
    // Failures are not kept, so that a corrected variable counts at the next call.
    private readonly Lazy<BrevCredential> _credential = new(create, LazyThreadSafetyMode.PublicationOnly);

    public string Name => name;

    public BrevCredential Credential => _credential.Value;

    public ValueTask DisposeAsync() => _credential.IsValueCreated ? _credential.Value.DisposeAsync() : ValueTask.CompletedTask;
}
