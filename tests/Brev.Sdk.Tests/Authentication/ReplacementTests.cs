using System.Net;
using Microsoft.AspNetCore.Http;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>What can come in between while a rejected token is replaced and the call is sent again.</summary>
public sealed class ReplacementTests
{
    [Fact]
    public async Task A_caller_that_leaves_gets_its_own_cancellation_and_the_first_answer_is_disposed()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (credential, refreshing) = Refreshing(stage);
        using var answers = new RecordingHandler(new SocketsHttpHandler());
        var client = stage.CreateClient(credential, answers);
        using var caller = new CancellationTokenSource();

        var call = client.ListOrganizationsAsync(cancellationToken: caller.Token);
        await refreshing.Arrived;
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(AuthenticationStage.Patience));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Assert.Single(answers.Contents).ReadAsStringAsync());
        refreshing.Open();
    }

    [Fact]
    public async Task A_caller_that_leaves_and_whose_replacement_fails_at_once_still_gets_its_own_cancellation()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var caller = new CancellationTokenSource();
        var asked = 0;
        var client = stage.CreateClient(new OwnCredential((_, _) =>
        {
            if (Interlocked.Increment(ref asked) == 1)
            {
                return new ValueTask<BrevAccessToken>(new BrevAccessToken("old"));
            }

            caller.Cancel();
            throw new BrevLoginRequiredException("Gone.");
        }));

        var exception =
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.ListOrganizationsAsync(cancellationToken: caller.Token));

        Assert.Equal(caller.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task The_time_limit_of_the_call_ends_the_wait_for_a_replacement_and_the_caller_sees_the_first_answer()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (credential, refreshing) = Refreshing(stage);
        var client = stage.CreateClient(credential);

        var call = client.ListOrganizationsAsync();
        await refreshing.Arrived;
        stage.Clock.Advance(TimeSpan.FromSeconds(30));

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => call.WaitAsync(AuthenticationStage.Patience));
        Assert.True(exception.IsUnauthenticated);
        Assert.Contains("UnauthorizedError", exception.Message, StringComparison.Ordinal);
        Assert.Single(stage.Api.Requests);
        refreshing.Open();
    }

    [Fact]
    public async Task An_identity_provider_that_hangs_as_long_as_the_call_may_take_does_not_hide_the_401()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var gate = new Gate();
        stage.IdentityProvider.Answer = (_, context) => gate.PassAsync(context.RequestAborted);
        stage.Valid = "revoked";
        var client = stage.CreateClient(stage.CreateCredential());

        var call = client.ListOrganizationsAsync();
        await gate.Arrived;
        stage.Clock.Advance(TimeSpan.FromSeconds(30));

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => call.WaitAsync(AuthenticationStage.Patience));
        Assert.True(exception.IsUnauthenticated);
        Assert.Contains("Your login is intact", exception.Message, StringComparison.Ordinal);
        gate.Open();
    }

    [Fact]
    public async Task A_client_that_is_disposed_in_the_meantime_ends_the_wait_and_sends_nothing_more()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (credential, refreshing) = Refreshing(stage);
        var client = stage.CreateClient(credential);

        var call = client.ListOrganizationsAsync();
        await refreshing.Arrived;
        client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => call.WaitAsync(AuthenticationStage.Patience));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.ListOrganizationsAsync());
        refreshing.Open();
        Assert.Single(stage.Api.Requests);
    }

    [Fact]
    public async Task A_rejection_whose_body_never_ends_does_not_stand_in_the_way_of_the_refresh()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Valid = "revoked";
        stage.Api.Answer = (request, context) => request.Authorization == "Bearer " + stage.Valid
            ? AuthenticationStage.SucceedAsync(context)
            : HangAsync(context);
        var client = stage.CreateClient(stage.CreateCredential());

        await client.ListOrganizationsAsync().WaitAsync(AuthenticationStage.Patience);

        Assert.Equal(2, stage.Api.Requests.Count);
    }

    [Fact]
    public async Task A_rejection_whose_body_never_ends_and_that_nothing_replaces_ends_with_the_time_limit()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var gate = new Gate();
        stage.Api.Answer = async (_, context) =>
        {
            var passing = gate.PassAsync(context.RequestAborted);
            await HangAsync(context);
            await passing;
        };
        var client = stage.CreateClient(BrevCredential.FromApiKey("bak-key"));

        var call = client.ListOrganizationsAsync();
        await gate.Arrived;
        stage.Clock.Advance(TimeSpan.FromSeconds(30));

        // The limit may strike just as the rejection comes, which gives it a second more: this clock must not stand still then.
        using var patience = new CancellationTokenSource(AuthenticationStage.Patience);
        while (!call.IsCompleted && !patience.IsCancellationRequested)
        {
            stage.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<BrevTimeoutException>(() => call.WaitAsync(AuthenticationStage.Patience));
    }

    [Fact]
    public async Task A_connection_that_breaks_on_the_resend_is_told_as_one_and_what_is_not_safe_to_repeat_is_not_sent_a_third_time()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Valid = "revoked";
        stage.Api.Answer = (request, context) =>
        {
            if (request.Authorization == "Bearer " + stage.Valid)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            return AuthenticationStage.RejectAsync(context, 401);
        };
        var client = stage.CreateClient(stage.CreateCredential());

        await Assert.ThrowsAsync<BrevConnectionException>(() =>
            client.CreateOrganizationAsync(new CreateOrganizationRequest { Name = "one" }));

        Assert.Equal(2, stage.Api.Requests.Count);
        Assert.Equal(1, stage.ProviderCalls);
    }

    [Fact]
    public async Task A_403_after_the_401_is_shown_and_not_answered_in_the_same_call()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Valid = "revoked";
        stage.Api.Answer = (request, context) =>
            AuthenticationStage.RejectAsync(context, request.Authorization == "Bearer " + stage.Valid ? 403 : 401);
        var client = stage.CreateClient(stage.CreateCredential());

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());

        Assert.Equal(HttpStatusCode.Forbidden, exception.StatusCode);
        Assert.Equal(2, stage.Api.Requests.Count);
        Assert.Equal(1, stage.ProviderCalls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_logger_that_throws_costs_no_call(bool isReplayable)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Valid = "revoked";
        using var log = new ThrowingLogger();
        using var client = new HttpClient(
            HandlerStage.CreateHandler(new SocketsHttpHandler(), stage.CreateCredential(), stage.Api.Address, log));
        using var request = HandlerStage.Marked(HttpMethod.Put, stage.Api.Address);
        request.Content = isReplayable ? new StringContent("green") : new StreamContent(new OnceStream());

        using var response = await client.SendAsync(request);

        Assert.Equal(isReplayable ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private static async Task HangAsync(HttpContext context)
    {
        context.Response.StatusCode = 401;
        await context.Response.WriteAsync("{");
        await context.Response.Body.FlushAsync();
        await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
    }

    /// <summary>A credential whose forced refresh waits at the gate.</summary>
    private static (OwnCredential Credential, Gate Gate) Refreshing(AuthenticationStage stage)
    {
        var gate = new Gate();
        return (new OwnCredential(
            async (force, _) =>
            {
                if (force)
                {
                    await gate.PassAsync(CancellationToken.None);
                    return new BrevAccessToken(stage.Valid);
                }

                return new BrevAccessToken("old");
            }), gate);
    }

    private sealed class OnceStream() : MemoryStream("green"u8.ToArray())
    {
        public override bool CanSeek => false;
    }
}
