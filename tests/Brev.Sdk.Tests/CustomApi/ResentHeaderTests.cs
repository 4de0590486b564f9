using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.CustomApi;

/// <summary>What stays the same when a call is sent once more with a newer token.</summary>
public sealed class ResentHeaderTests
{
    [Fact]
    public async Task A_header_with_parameters_is_sent_with_the_same_bytes_both_times()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Valid = "revoked";
        stage.Api.Answer = (request, context) => request.Authorization == "Bearer " + stage.Valid
            ? AuthenticationStage.WriteJsonAsync(context, """{"id":"user-1"}""")
            : AuthenticationStage.RejectAsync(context, 401);

        await stage.CreateClient(stage.CreateCredential()).CreateApi<IAccountApi>().GetVersionedAsync();

        Assert.Equal(
            ["application/vnd.api.json;version=3.4.1", "application/vnd.api.json;version=3.4.1"],
            stage.Api.Requests.Select(request => request.Headers["Accept"]));
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task A_stream_that_an_application_sends_stays_open(bool canBeReplayed, int requests)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Valid = "revoked";
        using var stream = new WatchedStream(canBeReplayed ? 1024 : (1024 * 1024) + 1);
        var api = stage.CreateClient(stage.CreateCredential()).CreateApi<IUploadApi>();

        var failure = await Record.ExceptionAsync(() => api.PutStreamAsync(stream));

        Assert.Equal(canBeReplayed, failure is null);
        Assert.Equal(requests, stage.Api.Requests.Count);
        Assert.False(stream.IsClosed);
    }

    private sealed class WatchedStream(int length) : MemoryStream(new byte[length])
    {
        public bool IsClosed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsClosed = true;
            base.Dispose(disposing);
        }
    }
}
