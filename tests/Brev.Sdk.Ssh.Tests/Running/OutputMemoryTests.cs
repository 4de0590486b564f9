using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Running;

/// <summary>The memory of the whole process is measured, so that nothing else runs beside it.</summary>
[Collection(nameof(Alone))]
public sealed class OutputMemoryTests
{
    /// <summary>
    /// What the library has received on one thread and another has not taken yet counts too, on a busy machine ten megabytes. Without the
    /// file it were eighty.
    /// </summary>
    private const long Most = 30_000_000;

    [SshFact]
    public async Task Hundred_megabytes_of_output_take_constant_memory()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        await session.RunAsync("head -c 10000000 /dev/zero", new SshRunOptions { Output = Stream.Null });
        var before = Live();
        var most = 0L;
        await using var run = await session.StartAsync("head -c 100000000 /dev/zero | tr '\\0' 'x' | fold -w 99");

        var (bytes, lines) = (0L, 0);
        await foreach (var line in run.ReadLinesAsync())
        {
            bytes += line.Text.Length;
            if (++lines % 100_000 == 0)
            {
                most = Math.Max(most, Live());
            }
        }

        Assert.Equal(100_000_000, bytes);
        Assert.InRange(most - before, long.MinValue, Most);
    }

    /// <summary>What the collection itself found in use: what has come since, while this thread was not running, is not in it.</summary>
    private static long Live()
    {
        GC.Collect();
        var memory = GC.GetGCMemoryInfo(GCKind.FullBlocking);
        return memory.HeapSizeBytes - memory.FragmentedBytes;
    }
}
