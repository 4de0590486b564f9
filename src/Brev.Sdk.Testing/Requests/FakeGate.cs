namespace Brev.Sdk.Testing;

/// <summary>Holds requests until it is opened. Disposing it opens it.</summary>
public sealed class FakeGate : IDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal FakeGate()
    {
    }

    /// <summary>Completes when the first request has arrived and is held.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Lets the held requests, and all that come after them, be answered.</summary>
    public void Release() => _released.TrySetResult();

    /// <inheritdoc cref="Release"/>
    public void Dispose() => Release();

    internal Task PassAsync()
    {
        _reached.TrySetResult();
        return _released.Task;
    }
}
