using System.Collections.Concurrent;
using System.Net;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Http;

/// <summary>The application's own handlers stand inside authentication and retries and outside the transport.</summary>
public sealed class ApplicationHandlerTests
{
    private readonly ConcurrentQueue<string> _seen = new();

    [Fact]
    public async Task The_first_of_the_list_is_the_outermost()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = Client(stage, () => new Watch(_seen, "one"), () => new Watch(_seen, "two"));

        await client.ListOrganizationsAsync();

        Assert.Equal(["one > Bearer", "two > Bearer", "two < 200", "one < 200"], _seen);
    }

    [Fact]
    public async Task A_handler_sees_both_attempts_around_a_newer_token()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Valid = "revoked";
        var client = Client(stage, () => new Watch(_seen, "one"));

        await client.ListOrganizationsAsync();

        Assert.Equal(["one > Bearer", "one < 401", "one > Bearer", "one < 200"], _seen);
    }

    [Fact]
    public async Task A_handler_that_repeats_by_itself_multiplies_neither_the_refresh_nor_the_resend()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Api.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        var client = Client(stage, () => new Repeat(3));

        await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());

        Assert.Equal(1, stage.ProviderCalls);
        Assert.Equal(6, stage.Api.Requests.Count);
        Assert.Equal(2, stage.Api.Requests.Select(request => request.Authorization).Distinct().Count());
    }

    [Fact]
    public async Task A_handler_may_answer_by_itself()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = Client(stage, () => new Answer("""[{"id":"from-a-cache"}]"""));

        Assert.Equal("from-a-cache", Assert.Single(await client.ListOrganizationsAsync()).Id);
        Assert.Empty(stage.Api.Requests);
    }

    [Fact]
    public async Task What_a_handler_throws_is_named_as_its_own()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = Client(stage, static () => new Broken());

        var exception = await Assert.ThrowsAsync<BrevException>(() => client.ListOrganizationsAsync());

        Assert.Contains("handler", exception.Message, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
    }

    [Fact]
    public async Task Handlers_are_made_once_for_each_host_and_end_with_the_client()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var made = new List<Watch>();
        var client = Client(stage, () =>
        {
            made.Add(new Watch(_seen, "one"));
            return made[^1];
        });

        client.Dispose();

        Assert.Equal(2, made.Count);
        Assert.All(made, static handler => Assert.True(handler.IsDisposed));
    }

    [Fact]
    public async Task A_handler_that_is_given_twice_is_refused()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var handler = new Watch(_seen, "one");

        var exception = Assert.Throws<BrevConfigurationException>(() => Client(stage, () => handler));

        Assert.Contains("BrevClientOptions.Handlers[0]", exception.Message, StringComparison.Ordinal);
        Assert.Contains("new handler each time", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_that_gives_nothing_is_refused()
    {
        await using var stage = await AuthenticationStage.StartAsync();

        var exception = Assert.Throws<BrevConfigurationException>(() => Client(stage, static () => null!));

        Assert.Contains("gave null", exception.Message, StringComparison.Ordinal);
    }

    private static BrevClient Client(AuthenticationStage stage, params Func<DelegatingHandler>[] handlers) =>
        stage.CreateClient(stage.CreateCredential(), configure: options =>
        {
            foreach (var handler in handlers)
            {
                options.Handlers.Add(handler);
            }
        });

    private sealed class Watch(ConcurrentQueue<string> seen, string name) : DelegatingHandler
    {
        public bool IsDisposed { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Enqueue($"{name} > {request.Headers.Authorization?.Scheme}");
            var response = await base.SendAsync(request, cancellationToken);
            seen.Enqueue($"{name} < {(int)response.StatusCode}");
            return response;
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }

    private sealed class Repeat(int times) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (var attempt = 1; attempt < times; attempt++)
            {
                using var response = await base.SendAsync(request, cancellationToken);
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Answer(string body) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new StringContent(body) });
    }

    private sealed class Broken : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("the circuit is open");
    }
}
