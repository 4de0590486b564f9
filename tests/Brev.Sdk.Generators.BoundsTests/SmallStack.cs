using System.Runtime.ExceptionServices;

namespace Brev.Sdk.Generators.BoundsTests;

/// <summary>Runs something on a thread with the stack that a compiler has where it has least.</summary>
internal static class SmallStack
{
    private const int Bytes = 1024 * 1024;

    /// <summary>
    /// More than any machine needs for what is linear, and less than the life of the universe that something exponential takes.
    /// </summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <returns>What was given back, and how many bytes were allocated for it.</returns>
    public static (T Result, long Allocated) Run<T>(Func<T> work)
    {
        T? result = default;
        var allocated = 0L;
        ExceptionDispatchInfo? fault = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    result = work();
                    allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                }
                catch (Exception exception)
                {
                    fault = ExceptionDispatchInfo.Capture(exception);
                }
            },
            Bytes)
        { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(Limit), "It does not come to an end.");
        fault?.Throw();
        return (result!, allocated);
    }
}
