using System.Net.Http.Json;
using System.Text;
using Brev.Sdk.Tests.Authentication;
using Refit;

namespace Brev.Sdk.Tests.CustomApi;

/// <summary>
/// Content that an application's interface sends with a token which the server rejects: sent twice and whole, or once and whole.
/// </summary>
public sealed class ResentContentTests
{
    private const int OverALimit = (1024 * 1024) + 1;

    private static readonly Dictionary<string, Func<IUploadApi, Task>> SentTwice = new()
    {
        ["JSON"] = api => api.PutJsonAsync(new Paint("green")),
        ["JSON that is not to be buffered"] = api => api.PutJsonUnbufferedAsync(new Paint("green")),
        ["text"] = api => api.PutTextAsync("green"),
        ["text as JSON"] = api => api.PutJsonTextAsync("green"),
        ["form"] = api => api.PutFormAsync(new Dictionary<string, string> { ["colour"] = "green" }),
        ["small stream"] = api => api.PutStreamAsync(Stream(1024)),
        ["content with JSON"] = api => api.PutContentAsync(JsonContent.Create(new Paint("green"))),
        ["content with long JSON"] = api => api.PutContentAsync(JsonContent.Create(new[] { new Paint(new string('g', OverALimit)) })),
        ["bytes"] = api => api.PutContentAsync(new ByteArrayContent("green"u8.ToArray())),
        ["memory"] = api => api.PutContentAsync(new ReadOnlyMemoryContent("green"u8.ToArray())),
        ["content of an application's own, with a length"] = api => api.PutContentAsync(new OwnContent(length: 5)),
        ["parts"] = api => api.PutPartsAsync(
            "green", new Paint("green"), new ByteArrayPart("green"u8.ToArray(), "bytes"), new StreamPart(Stream(1024), "stream")),
        ["parts with many bytes that are in memory already"] = api =>
            api.PutContentAsync(new MultipartContent { new ByteArrayContent(new byte[OverALimit]), new StreamContent(Stream(1024)) }),
        ["parts within parts"] = api => api.PutContentAsync(
            new MultipartContent { new MultipartFormDataContent { { JsonContent.Create(new Paint("green")), "json" } } }),
    };

    private static readonly Dictionary<string, Func<IUploadApi, Task>> SentOnce = new()
    {
        ["long stream"] = api => api.PutStreamAsync(Stream(OverALimit)),
        ["stream of unknown length"] = api => api.PutStreamAsync(new OnceStream(1024)),
        ["content of an application's own, without a length"] = api => api.PutContentAsync(new OwnContent(length: null)),
        ["JSON that comes into being on the way"] = api => api.PutContentAsync(JsonContent.Create(ComingAsync())),
        ["JSON lines"] = api => api.PutJsonLinesAsync([new Paint("green"), new Paint("blue")]),
        ["parts with a stream of unknown length"] = api =>
            api.PutPartsAsync("green", new Paint("green"), new ByteArrayPart("green"u8.ToArray(), "bytes"), new StreamPart(
                new OnceStream(1024), "stream")),
        ["parts that are long only together"] = api =>
            api.PutContentAsync(new MultipartContent(
                "mixed", "boundary") { new StreamContent(Stream(OverALimit / 2)), new StreamContent(Stream((OverALimit / 2) + 1)) }),
        ["long parts"] = api => api.PutPartsAsync(
            "green", new Paint("green"), new ByteArrayPart("green"u8.ToArray(), "bytes"), new StreamPart(Stream(OverALimit), "stream")),
    };

    public static TheoryData<string> Twice => [.. SentTwice.Keys];

    public static TheoryData<string> Once => [.. SentOnce.Keys];

    [Theory]
    [MemberData(nameof(Twice))]
    public async Task It_is_sent_again_whole(string shape)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Valid = "revoked";

        await SentTwice[shape](Api(stage));

        Assert.Equal(2, stage.Api.Requests.Count);
        Assert.NotEmpty(stage.Api.Requests[0].Body);
        Assert.Single(stage.Api.Requests.Select(request => (request.Body, request.Headers.GetValueOrDefault("Content-Type"))).Distinct());
    }

    [Theory]
    [MemberData(nameof(Once))]
    public async Task It_is_sent_once_whole_the_answer_is_shown_and_the_next_call_has_the_new_token(string shape)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Valid = "revoked";
        var api = Api(stage);

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => SentOnce[shape](api));
        Assert.True(exception.IsUnauthenticated);
        await SentOnce[shape](api);

        Assert.Equal(2, stage.Api.Requests.Count);
        Assert.NotEmpty(stage.Api.Requests[0].Body);
        Assert.Single(stage.Api.Requests.Select(request => request.Body).Distinct());
        Assert.Equal(1, stage.ProviderCalls);
        Assert.Equal(1, stage.Log.Count(7));
    }

    private static IUploadApi Api(AuthenticationStage stage) => stage.CreateClient(stage.CreateCredential()).CreateApi<IUploadApi>();

    private static MemoryStream Stream(int length) => new(Encoding.ASCII.GetBytes(new string('s', length)));

    private static async IAsyncEnumerable<int> ComingAsync()
    {
        await Task.Yield();
        yield return 1;
        yield return 2;
    }

    private sealed class OnceStream(int length) : MemoryStream(Encoding.ASCII.GetBytes(new string('o', length)))
    {
        public override bool CanSeek => false;
    }

    private sealed class OwnContent : HttpContent
    {
        private readonly int? _length;
        private bool _sent;

        public OwnContent(int? length)
        {
            _length = length;
            Headers.ContentType = new("text/plain");
        }

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            if (_sent)
            {
                throw new InvalidOperationException("It is there only once.");
            }

            _sent = true;
            return stream.WriteAsync("green"u8.ToArray().AsMemory()).AsTask();
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _length ?? 0;
            return _length is not null;
        }
    }
}
