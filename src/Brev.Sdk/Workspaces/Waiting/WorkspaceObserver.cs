using System.Net;

namespace Brev.Sdk.Workspaces.Waiting;

/// <summary>
/// Looks at one workspace again and again: pauses between the looks, survives failures that pass, and ends when the time limit does. It
/// decides nothing about what it sees.
/// </summary>
internal sealed class WorkspaceObserver : IDisposable
{
    private readonly BrevClient _client;
    private readonly string _workspaceId;
    private readonly WorkspaceLook _look;
    private readonly WaitOptions _options;
    private readonly WorkspaceCondition? _condition;
    private readonly CancellationToken _callerToken;
    private readonly WaitLimit _limit;
    private readonly CancellationTokenSource _timeOut;
    private readonly CancellationTokenSource _either;
    private readonly long _began;
    private TimeSpan? _failingSince;
    private BrevException? _lastFailure;
    private TimeSpan _pause;

    public WorkspaceObserver(BrevClient client, string workspaceId, WaitOptions options, WorkspaceCondition? condition,
        WaitLimit limit, CancellationToken cancellationToken)
    {
        (_client, _workspaceId, _options, _condition, _callerToken) = (client, workspaceId, options, condition, cancellationToken);
        _look = new WorkspaceLook(client, workspaceId);
        _began = client.TimeProvider.GetTimestamp();
        _limit = limit;
        _timeOut = new CancellationTokenSource(limit.Time, client.TimeProvider);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timeOut.Token, cancellationToken);
    }

    /// <summary>The workspace as it was seen last.</summary>
    public Workspace? Last { get; private set; }

    public TimeSpan Elapsed => _client.TimeProvider.GetElapsedTime(_began);

    /// <summary>Says what is still missing when the time has passed.</summary>
    public Func<string> Missing { get; init; } = static () => "";

    /// <summary>
    /// The next look, after a pause unless it is the first: what <paramref name="read"/> makes of the workspace, <see langword="null"/>
    /// when there is none. What it calls may fail as the look itself may.
    /// </summary>
    public async Task<T> NextAsync<T>(Func<Workspace?, CancellationToken, Task<T>> read)
    {
        while (true)
        {
            try
            {
                await PauseAsync().ConfigureAwait(false);
                var workspace = await _look.GetAsync(
                    (Last ?? _options.Before)?.OrganizationId, _either.Token).ConfigureAwait(false);
                Last = workspace ?? Last;
                var result = await read(workspace, _either.Token).ConfigureAwait(false);
                (_failingSince, _lastFailure) = (null, null);
                return result;
            }
            catch (OperationCanceledException exception) when (_either.IsCancellationRequested)
            {
                _callerToken.ThrowIfCancellationRequested();
                throw TimedOut(exception);
            }
            catch (BrevApiException exception) when (exception.StatusCode == HttpStatusCode.Unauthorized)
            {
                throw new BrevLoginRequiredException(
                    $"{Describe()} can no longer be looked at, because Brev does not accept the credential any more: {exception.Message}",
                    exception);
            }
            catch (BrevException exception) when (PassingFailure.Is(exception))
            {
                Survive(exception);
            }
            catch (BrevException exception) when (exception is not (BrevLoginRequiredException or BrevWaitException))
            {
                throw Fail(WaitFailureReason.PollingFailed, $"can no longer be looked at: {exception.Message}", exception);
            }
        }
    }

    /// <param name="reason">Why it ends.</param>
    /// <param name="text">The rest of a sentence that begins with the workspace's name.</param>
    /// <param name="inner">The failure behind it.</param>
    public BrevWaitException Fail(WaitFailureReason reason, string text, Exception? inner = null) =>
        new(reason, _workspaceId, $"{Describe()} {text} {Seen()}", inner)
        {
            Condition = _condition,
            LastWorkspace = Last,
            Elapsed = Elapsed,
        };

    public void Dispose()
    {
        _either.Dispose();
        _timeOut.Dispose();
    }

    private async Task PauseAsync()
    {
        if (_pause > TimeSpan.Zero)
        {
            await Task.Delay(_pause, _client.TimeProvider, _either.Token).ConfigureAwait(false);
        }

        _either.Token.ThrowIfCancellationRequested();
        _pause = Jitter(_options.PollInterval);
    }

    private void Survive(BrevException exception)
    {
        _lastFailure = exception;
        _failingSince ??= Elapsed;
        var outage = Elapsed - _failingSince.Value;
        if (outage >= _options.MaximumOutage)
        {
            throw Fail(
                WaitFailureReason.PollingFailed,
                $"could not be looked at for {WaitText.Of(outage)}: {exception.Message} Wait again when Brev can be reached; "
                + "WaitOptions.MaximumOutage says how long this is borne.",
                exception);
        }

        _pause = PassingFailure.PauseAfter(exception, _pause, _options.MaximumOutage - outage);
    }

    private static TimeSpan Jitter(TimeSpan interval) => interval * (0.8 + (0.4 * Random.Shared.NextDouble()));

    private BrevWaitException TimedOut(Exception exception) => Fail(
        WaitFailureReason.TimedOut,
        $"{WaitText.Of(_condition)} after {WaitText.Of(_limit.Time)}.{(Missing() is { Length: > 0 } missing ? $" {missing}" : "")} "
        + $"{(_lastFailure is { } failure ? $"The last look failed: {failure.Message} " : "")}{_limit.Advice}",
        _lastFailure ?? exception);

    private string Describe() => Last?.Name is { Length: > 0 } name ? $"Workspace '{name}' ({_workspaceId})" : $"Workspace {_workspaceId}";

    private string Seen() => Last is { } last
        ? $"Last seen: {WorkspaceState.Of(last)}, after {WaitText.Of(Elapsed)}."
        : $"It was never seen in {WaitText.Of(Elapsed)}.";
}
