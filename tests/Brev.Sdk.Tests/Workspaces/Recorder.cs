namespace Brev.Sdk.Tests.Workspaces;

/// <summary>Keeps what is reported, on the thread that reports it.</summary>
internal sealed class Recorder(Action<Workspace>? next = null) : IProgress<Workspace>
{
    private readonly List<Workspace> _seen = [];

    public IReadOnlyList<Workspace> Seen
    {
        get
        {
            lock (_seen)
            {
                return [.. _seen];
            }
        }
    }

    public void Report(Workspace value)
    {
        lock (_seen)
        {
            _seen.Add(value);
        }

        next?.Invoke(value);
    }
}
