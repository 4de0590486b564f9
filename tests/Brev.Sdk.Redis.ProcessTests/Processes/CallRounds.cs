namespace Brev.Sdk.Redis.ProcessTests.Processes;

/// <summary>
/// An API that answers no call until every process has called with a token that is good, and then revokes it: all of them meet a 401 at the
/// same moment. A process that was killed is not waited for until it calls again.
/// </summary>
internal sealed class CallRounds(int processes)
{
    private readonly object _gate = new();
    private readonly HashSet<string> _accepted = [];
    private readonly HashSet<int> _arrived = [];
    private readonly HashSet<int> _owed = [];
    private readonly HashSet<int> _starting = [];
    private TaskCompletionSource<bool> _round = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isOver;

    /// <summary>A token has been issued.</summary>
    public void Accept(string token)
    {
        lock (_gate)
        {
            _accepted.Add("Bearer " + token);
        }
    }

    /// <summary>A call.</summary>
    /// <returns>Whether it succeeds; otherwise its token is rejected.</returns>
    public Task<bool> CallAsync(int slot, string? authorization)
    {
        lock (_gate)
        {
            _starting.Remove(slot);
            var isAccepted = authorization is not null && _accepted.Contains(authorization);
            if (_isOver || (isAccepted && _owed.Remove(slot)))
            {
                return Task.FromResult(true);
            }

            if (!isAccepted)
            {
                _owed.Add(slot);
                return Task.FromResult(false);
            }

            _arrived.Add(slot);
            var round = _round.Task;
            EndWhenComplete();
            return round;
        }
    }

    /// <summary>The process of a slot has been killed, and another one is started in its place.</summary>
    public void Leave(int slot)
    {
        lock (_gate)
        {
            _arrived.Remove(slot);
            _owed.Remove(slot);
            _starting.Add(slot);
            EndWhenComplete();
        }
    }

    /// <summary>From now on every call succeeds.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isOver = true;
            _round.TrySetResult(true);
        }
    }

    private void EndWhenComplete()
    {
        if (_arrived.Count == 0 || _arrived.Count + _starting.Count < processes)
        {
            return;
        }

        // The next call of each comes with the next token, and is the one that was rejected.
        _owed.UnionWith(_arrived);
        _arrived.Clear();
        _accepted.Clear();
        _round.SetResult(false);
        _round = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
