namespace Brev.Sdk.Redis;

/// <summary>
/// What the provider has given and Redis did not take. It is tried again until Redis takes it or has something else by then: what stands
/// there is used up, and the other instances wait for its successor.
/// </summary>
internal sealed class UnsavedLogin(Func<LoginSave, CancellationToken, Task> store, TimeProvider timeProvider) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _ended = new();
    private LoginSave? _save;
    private Task _running = Task.CompletedTask;

    public bool IsEmpty => Volatile.Read(ref _save) is null;

    /// <summary>Begins to try in the background.</summary>
    public void Keep(LoginSave save)
    {
        if (Interlocked.Exchange(ref _save, save) is null)
        {
            _running = RunAsync();
        }
    }

    /// <summary>Tries now, if there is anything.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _save) is { } save)
        {
            await store(save, cancellationToken).ConfigureAwait(false);
            Interlocked.CompareExchange(ref _save, null, save);
        }
    }

    /// <summary>Tries no more in the background.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        while (!IsEmpty && !_ended.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Pause, timeProvider, _ended.Token).ConfigureAwait(false);
                await FlushAsync(_ended.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is BrevException or OperationCanceledException)
            {
                // Redis is still away or refuses the user, the keys of the encryption are, or the store is disposed.
            }
        }
    }
}
