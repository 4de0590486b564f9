namespace Brev.Sdk.Ssh.Forwarding;

/// <summary>
/// Threads for forwarded connections: the library holds one of the pool for each as long as it is open. The pool adds threads beyond its minimum about twice a second, so
/// that many connections would wait for minutes: the minimum grows by one with each, and shrinks with it.
/// </summary>
internal static class PoolRoom
{
    private static readonly object Lock = new();

    public static void Add() => Change(1);

    public static void Remove() => Change(-1);

    private static void Change(int by)
    {
        lock (Lock)
        {
            ThreadPool.GetMinThreads(out var workers, out var ports);
            ThreadPool.SetMinThreads(Math.Max(1, workers + by), ports);
        }
    }
}
