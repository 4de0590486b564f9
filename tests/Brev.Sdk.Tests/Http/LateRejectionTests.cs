using System.Net;
using Brev.Sdk.Tests.Authentication;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Brev.Sdk.Tests.Http;

/// <summary>A rejection that comes when the time of the call is up: a second more is there to read what it says.</summary>
public sealed class LateRejectionTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _clock = new();
    private readonly Gate _body = new();
    private readonly LateRejectionHandler _handler;
    private readonly HttpMessageInvoker _invoker;

    public LateRejectionTests()
    {
        _handler = new LateRejectionHandler(new GatedContent(_body));
        _invoker = new HttpMessageInvoker(HandlerStage.CreateHandler(
            _handler, BrevCredential.FromApiKey("bak-key"), new Uri("http://127.0.0.1/"), NullLogger.Instance, Limit, _clock));
    }

    [Fact]
    public async Task It_is_shown_when_its_body_comes_within_the_second()
    {
        using var request = NewRequest();
        var call = await StartAsync(request, CancellationToken.None);

        _body.Open();

        using var response = await call.WaitAsync(AuthenticationStage.Patience);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("{}", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_call_has_timed_out_when_its_body_does_not_come()
    {
        using var request = NewRequest();
        var call = await StartAsync(request, CancellationToken.None);

        _clock.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<BrevTimeoutException>(() => call.WaitAsync(AuthenticationStage.Patience));
    }

    [Fact]
    public async Task A_caller_that_leaves_does_not_wait_for_the_second()
    {
        using var request = NewRequest();
        using var leaving = new CancellationTokenSource();
        var call = await StartAsync(request, leaving.Token);

        await leaving.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(AuthenticationStage.Patience));
        Assert.Equal(leaving.Token, exception.CancellationToken);
    }

    public void Dispose() => _invoker.Dispose();

    private static HttpRequestMessage NewRequest() => new(HttpMethod.Get, "http://127.0.0.1/");

    /// <summary>A call whose time is up and whose rejection is being read.</summary>
    private async Task<Task<HttpResponseMessage>> StartAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = _invoker.SendAsync(request, cancellationToken);
        await _handler.Waiting.WaitAsync(AuthenticationStage.Patience, cancellationToken);
        _clock.Advance(Limit);
        await _body.Arrived;
        return call;
    }
}
