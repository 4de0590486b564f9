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
    public void More_than_the_limit_is_refused()
    {
        using var pipe = new SpooledPipe(fileLimit: 10, memoryLimit: 4);
        pipe.Write(new byte[4]);
        pipe.Write(new byte[10]);

        Assert.Throws<IOException>(() => pipe.Write(new byte[1]));
    }
}
