using Brev.Sdk.Ssh.Running;

namespace Brev.Sdk.Ssh.Tests.Running;

/// <summary>What waits for a slow reader.</summary>
public sealed class SpooledPipeTests
{
    [Fact]
    public async Task What_the_reader_takes_makes_room_for_more()
    {
        using var pipe = new SpooledPipe(fileLimit: 10, memoryLimit: 4);
        for (var number = 0; number < 100; number++)
        {
            pipe.Write(new byte[9]);
            Assert.InRange(await pipe.ReadAsync(new byte[9], default), 1, 9);
        }
    }

    [Fact]
    public async Task A_reader_that_never_catches_up_gets_all_and_the_file_stays_within_its_limit()
    {
        using var pipe = new SpooledPipe(fileLimit: 100, memoryLimit: 4);
        var (written, read) = (0, 0);
        pipe.Write(Bytes(ref written, 60));
        for (var round = 0; round < 1000; round++)
        {
            pipe.Write(Bytes(ref written, 37));
            Assert.Equal(Bytes(ref read, 37), await ReadAsync(37));
            Assert.InRange(pipe.FileLength, 1, 100);
        }

        async Task<byte[]> ReadAsync(int count)
        {
            var bytes = new byte[count];
            for (var at = 0; at < count;)
            {
                at += await pipe.ReadAsync(bytes.AsMemory(at), default);
            }

            return bytes;
        }

        static byte[] Bytes(ref int from, int count)
        {
            var bytes = Enumerable.Range(from, count).Select(static number => (byte)(number % 251)).ToArray();
            from += count;
            return bytes;
        }
    }

    [Fact]
    public void More_than_the_limit_is_refused()
    {
        using var pipe = new SpooledPipe(fileLimit: 10, memoryLimit: 4);
        pipe.Write(new byte[4]);
        pipe.Write(new byte[10]);

        Assert.Throws<IOException>(() => pipe.Write(new byte[1]));
    }
}
