namespace Brev.Sdk.Ssh.Addresses;

/// <summary>The look-ups for one address, with the limits of the brev CLI: 10 seconds for each, 30 in all.</summary>
internal sealed class LookUps : IDisposable
{
    private static readonly TimeSpan OneLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AllLimit = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _timeProvider;
    private readonly CancellationToken _callerToken;
    private readonly CancellationTokenSource _allLimit;
    private readonly CancellationTokenSource _all;

    public LookUps(TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        _timeProvider = timeProvider;
        _callerToken = cancellationToken;
        _allLimit = new CancellationTokenSource(AllLimit, timeProvider);
        _all = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _allLimit.Token);
    }

    /// <summary>Why the last look-up has given nothing.</summary>
    public string Failure { get; private set; } = "";

    /// <summary>Whether any look-up has failed for a reason that may pass.</summary>
    public bool IsAnyInDoubt { get; private set; }

    /// <summary>
    /// What a look-up gives that the address can do without, or <see langword="null"/> when it fails or takes too long. A refused login
    /// fails every other call as well, so that it ends the attempts.
    /// </summary>
    public Task<T?> TryAsync<T>(string what, Func<CancellationToken, Task<T?>> lookUp)
        where T : class =>
        LookUpAsync(what, lookUp, static exception =>
            exception is BrevLoginRequiredException or BrevConfigurationException or BrevApiException { IsUnauthenticated: true });

    /// <summary>What a look-up gives, or <see langword="null"/> when it fails for a reason that may pass, or takes too long.</summary>
    public Task<T?> NeedAsync<T>(string what, Func<CancellationToken, Task<T?>> lookUp)
        where T : class => LookUpAsync(what, lookUp, static exception => !exception.IsTransient);

    public void Dispose()
    {
        _all.Dispose();
        _allLimit.Dispose();
    }

    private async Task<T?> LookUpAsync<T>(string what, Func<CancellationToken, Task<T?>> lookUp, Func<BrevException, bool> isFinal)
        where T : class
    {
        using var limit = new CancellationTokenSource(OneLimit, _timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _all.Token);
        try
        {
            return await lookUp(either.Token).ConfigureAwait(false);
        }
        catch (BrevException exception) when (!isFinal(exception))
        {
            Failure = $"{what} failed: {exception.Message}";
            IsAnyInDoubt |= exception.IsTransient;
            return null;
        }
        catch (OperationCanceledException) when (!_callerToken.IsCancellationRequested)
        {
            Failure =
                $"{what} took longer than {OneLimit.TotalSeconds:0} s, or all look-ups together longer than {AllLimit.TotalSeconds:0} s.";
            IsAnyInDoubt = true;
            return null;
        }
    }
}
