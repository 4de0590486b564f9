using Brev.Sdk.Tests.Authentication;
namespace Brev.Sdk.Tests.Doubles;

/// <summary>Holds whoever passes until the test opens it, and tells the test how many have arrived.</summary>
public sealed class Gate
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _expected;
    private int _count;

    public Gate(int expected = 1) => _expected = expected;

    /// <summary>Ends when as many as expected stand before the gate.</summary>
    public Task Arrived => _arrived.Task.WaitAsync(AuthenticationStage.Patience);

    public void Open() => _open.TrySetResult();

    public Task PassAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Increment(ref _count) == _expected)
        {
            _arrived.TrySetResult();
        }

        return _open.Task.WaitAsync(cancellationToken);
    }
}
