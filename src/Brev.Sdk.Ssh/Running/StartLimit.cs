using Brev.Sdk.Ssh.Connecting;

namespace Brev.Sdk.Ssh.Running;

/// <summary>The time that a command has to be started in, from a place on a connection, or a new one, to its channel.</summary>
internal sealed class StartLimit : IDisposable
{
    private readonly TimeSpan _time;
    private readonly string _machine;
    private readonly CancellationToken _callerToken;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _either;

    public StartLimit(TimeSpan time, SshConnector connector, CancellationToken callerToken)
    {
        (_time, _machine, _callerToken) = (time, connector.Machine, callerToken);
        _limit = new CancellationTokenSource(time, connector.TimeProvider);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, callerToken);
    }

    /// <exception cref="BrevTimeoutException">The time has passed.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> operation)
    {
        try
        {
            return await operation(_either.Token).ConfigureAwait(false);
        }
        catch (Exception) when (_either.IsCancellationRequested)
        {
            _callerToken.ThrowIfCancellationRequested();
            throw new BrevTimeoutException(
                $"A command on {_machine} could not be started within its time limit of {_time.TotalSeconds:0.###} s: the machine does not "
                    + "answer. Look at the machine, or raise SshRunOptions.Timeout.", _time);
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _limit.Dispose();
    }
}
