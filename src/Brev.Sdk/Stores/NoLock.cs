namespace Brev.Sdk.Stores;

/// <summary>The lock of a store that nothing else can change.</summary>
internal sealed class NoLock : IAsyncDisposable
{
    public static readonly NoLock Instance = new();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
