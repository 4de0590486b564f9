using Brev.Sdk.Connections;

namespace Brev.Sdk.Tests.Connections;

/// <summary>What becomes of work whose waiter has left.</summary>
public sealed class DetachedWaitTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_comes_after_its_waiter_has_left_is_disposed(bool isAsync)
    {
        var work = new TaskCompletionSource<object>();
        using var leaving = new CancellationTokenSource();
        var waiting = work.Task.WaitDetachedAsync(leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        var late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        work.SetResult(isAsync ? new LateAsync(late) : new Late(late));

        await late.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task What_comes_in_time_is_not_disposed()
    {
        var disposed = new TaskCompletionSource();

        using var result = await Task.FromResult(new Late(disposed)).WaitDetachedAsync(CancellationToken.None);

        Assert.False(disposed.Task.IsCompleted);
    }

    private sealed class Late(TaskCompletionSource disposed) : IDisposable
    {
        public void Dispose() => disposed.TrySetResult();
    }

    private sealed class LateAsync(TaskCompletionSource disposed) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            disposed.TrySetResult();
            return default;
        }
    }
}
