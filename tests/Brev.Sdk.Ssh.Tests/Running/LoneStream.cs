namespace Brev.Sdk.Ssh.Tests.Running;

/// <summary>Counts what is written, and how many writes are under way at once.</summary>
internal sealed class LoneStream : MemoryStream
{
    private int _underWay;

    /// <summary>The most writes at once.</summary>
    public int Most { get; private set; }

    /// <summary>The bytes so far.</summary>
    public int Written { get; private set; }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Most = Math.Max(Most, Interlocked.Increment(ref _underWay));
        await Task.Yield();
        Written += buffer.Length;
        Interlocked.Decrement(ref _underWay);
    }
}
