namespace Brev.Sdk.Redis;

/// <summary>
/// What the provider has given and Redis did not take. It is tried again until Redis takes it or has something else by then: what stands
/// there is used up, and the other instances wait for its successor.
/// </summary>
internal sealed class UnsavedLogin(
    Func<LoginSave, CancellationToken, Task<bool>> store, Action<bool> told, TimeProvider timeProvider) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _ended = new();
    private LoginSave? _save;
    private Task _running = Task.CompletedTask;

    public bool IsEmpty => Volatile.Read(ref _save) is null;

    /// <summary>Begins to try in the background.</summary>
    /// <param name="save">What is kept.</param>
    /// <param name="isDue">Whether it has not been tried yet.</param>
    public void Keep(LoginSave save, bool isDue = false)
    {
        if (Interlocked.Exchange(ref _save, save) is null)
        {
            _running = RunAsync(isDue);
        }
    }

    /// <summary>Tries now, if there is anything.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _save) is { } save)
        {
            var isSaved = await store(save, cancellationToken).ConfigureAwait(false);
            Interlocked.CompareExchange(ref _save, null, save);
            told(isSaved);
        }
    }

    /// <summary>Tries no more in the background.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    private async Task RunAsync(bool isDue)
    {
        while (!IsEmpty && !_ended.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(isDue ? TimeSpan.Zero : Pause, timeProvider, _ended.Token).ConfigureAwait(false);
                isDue = false;
                await FlushAsync(_ended.Token).ConfigureAwait(false);
            }
            catch (Exception)
            {
                // Redis is still away or refuses the user, the keys of the encryption are, a logger throws, or the store is disposed.
            }
        }
    }
}
