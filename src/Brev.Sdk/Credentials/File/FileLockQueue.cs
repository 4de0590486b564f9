namespace Brev.Sdk.Credentials;

/// <summary>
/// Lines up the callers within this process that want the lock of the same file, first come, first served, so that only the
/// first of them asks the operating system. Without it, several credentials in one process would outwait each other by chance.
/// </summary>
internal sealed class FileLockQueue
{
    // Per process, because the thing it guards is: what two credentials share is the path, nothing else. A line is removed with
    // the last in it, so nothing outlives its use.
    private static readonly Dictionary<string, LinkedList<TaskCompletionSource>> Lines = new(StringComparer.Ordinal);

    private readonly string _path;
    private readonly LinkedListNode<TaskCompletionSource> _place;

    private FileLockQueue(string path)
    {
        _path = path;
        _place = new(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    /// <summary>Waits for the caller's turn, which lasts until <see cref="Leave"/>.</summary>
    public static async ValueTask<FileLockQueue> EnterAsync(string path, CancellationToken cancellationToken)
    {
        var member = new FileLockQueue(path);
        member.Join();
        try
        {
            await member._place.Value.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return member;
        }
        catch
        {
            member.Leave();
            throw;
        }
    }

    /// <summary>Gives up the turn, or the place in the line.</summary>
    public void Leave()
    {
        lock (Lines)
        {
            var line = _place.List!;
            line.Remove(_place);
            if (line.First is { } next)
            {
                // No harm when the one in front had the turn already: a result can be set only once.
                next.Value.TrySetResult();
            }
            else
            {
                Lines.Remove(_path);
            }
        }
    }

    private void Join()
    {
        lock (Lines)
        {
            if (!Lines.TryGetValue(_path, out var line))
            {
                Lines.Add(_path, line = []);
                _place.Value.SetResult();
            }

            line.AddLast(_place);
        }
    }
}
