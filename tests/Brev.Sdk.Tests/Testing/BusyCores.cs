namespace Brev.Sdk.Tests.Testing;

/// <summary>Keeps every core busy, as on a machine that runs other work.</summary>
internal sealed class BusyCores : IDisposable
{
    private readonly Thread[] _threads;
    private volatile bool _ended;

    public BusyCores()
    {
        _threads = [.. Enumerable.Range(0, Environment.ProcessorCount * 2).Select(_ => new Thread(Spin) { IsBackground = true })];
        Array.ForEach(_threads, static thread => thread.Start());
    }

    public void Dispose()
    {
        _ended = true;
        Array.ForEach(_threads, static thread => thread.Join());
    }

    private void Spin()
    {
        while (!_ended)
        {
            Thread.SpinWait(1000);
        }
    }
}
