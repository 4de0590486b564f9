using Brev.Sdk.Http;

namespace Brev.Sdk.Tests.Http;

/// <summary>Bytes of an answer come out as they came in, and not one more than the limit.</summary>
public sealed class AnswerSinkTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(10, 3)]
    [InlineData(100_000, 1)]
    [InlineData(100_000, 70_000)]
    [InlineData(1_000_000, 4_097)]
    public async Task What_is_written_in_pieces_is_one_whole(int length, int piece)
    {
        var bytes = Random(length);
        var sink = new AnswerSink(expected: 0, limit: int.MaxValue);

        for (var at = 0; at < length; at += piece)
        {
            await sink.WriteAsync(bytes.AsMemory(at, Math.Min(piece, length - at)));
        }

        Assert.Equal(bytes, sink.Bytes.ToArray());
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(7, 8_192)]
    [InlineData(10_001, 10_000)]
    public void What_is_beyond_the_limit_stops_the_writer_and_what_is_below_stays(int piece, int limit)
    {
        var bytes = Random(limit + piece);
        var sink = new AnswerSink(expected: 0, limit);

        Assert.Throws<AnswerSink.FullException>(() =>
        {
            for (var at = 0; at < bytes.Length; at += piece)
            {
                sink.Write(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)));
            }
        });

        Assert.Equal(bytes.AsSpan(0, limit).ToArray(), sink.Bytes.ToArray());
    }

    [Fact]
    public void As_much_as_the_limit_is_taken()
    {
        var bytes = Random(5_000);
        var sink = new AnswerSink(expected: 5_000, limit: 5_000);

        sink.Write(bytes);

        Assert.Equal(bytes, sink.Bytes.ToArray());
    }

    [Fact]
    public void After_the_memory_is_given_back_there_are_no_bytes_and_giving_back_twice_does_no_harm()
    {
        var sink = new AnswerSink(expected: 10, limit: 10);
        sink.Write(Random(10));

        sink.Release();
        sink.Release();

        Assert.True(sink.Bytes.IsEmpty);
    }

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
