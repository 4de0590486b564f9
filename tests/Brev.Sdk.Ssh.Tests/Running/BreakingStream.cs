namespace Brev.Sdk.Ssh.Tests.Running;

/// <summary>A stream that fails after some bytes, as a download does whose connection breaks.</summary>
internal sealed class BreakingStream(int length) : MemoryStream(new byte[length])
{
    public const string Reason = "The source has broken.";

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Position < Length ? base.ReadAsync(buffer, cancellationToken) : throw new IOException(Reason);
}
