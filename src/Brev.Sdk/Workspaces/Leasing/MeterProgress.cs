namespace Brev.Sdk.Workspaces.Leasing;

/// <summary>Shows each state to the meter, and then to the caller's own progress.</summary>
internal sealed class MeterProgress(LeaseMeter meter, IProgress<Workspace>? next = null) : IProgress<Workspace>
{
    private int _looks;

    public void Report(Workspace value)
    {
        meter.See(value, Interlocked.Increment(ref _looks) == 1);
        next?.Report(value);
    }
}
