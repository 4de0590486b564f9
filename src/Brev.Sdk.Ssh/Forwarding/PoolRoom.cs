namespace Brev.Sdk.Ssh.Forwarding;

/// <summary>
/// Threads for forwarded connections: the library holds one of the pool for each as long as it is open. The pool adds threads beyond its
/// minimum about twice a second, so that many connections would wait for minutes: the minimum grows with each, and shrinks with it. Other
/// code may hold threads of the pool too, so it is counted from those that there are, not from the minimum alone. A minimum makes no thread
/// that has nothing to do.
/// </summary>
internal static class PoolRoom
{
    /// <summary>For what a connection has to do while it is opened, beside the thread that it keeps.</summary>
    private const int Spare = 4;

    private static readonly object Lock = new();
    private static int _open;
    private static int _added;

    /// <summary>A connection is about to be opened.</summary>
    public static void Add()
    {
        lock (Lock)
        {
            _open++;
            Change(own => Math.Max(Math.Max(_added, _open), ThreadPool.ThreadCount + Spare - own));
        }
    }

    /// <summary>A connection is over.</summary>
    public static void Remove()
    {
        lock (Lock)
        {
            _open--;
            Change(_ => _open == 0 ? 0 : Math.Max(_open, _added - 1));
        }
    }

    /// <summary>What the application itself has set is left as it is.</summary>
    private static void Change(Func<int, int> addedTo)
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        var own = Math.Max(1, workers - _added);
        var added = addedTo(own);
        if (ThreadPool.SetMinThreads(own + added, ports))
        {
            _added = added;
        }
    }
}
