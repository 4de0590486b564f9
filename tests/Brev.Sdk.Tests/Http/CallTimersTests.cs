using Brev.Sdk.Http;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Http;

/// <summary>A time limit that is used again must never end a later call, or a handler's own work.</summary>
public sealed class CallTimersTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Fact]
    public void The_time_limit_of_a_call_that_ended_in_time_serves_the_next_one()
    {
        using var timers = new CallTimers(Limit, TimeProvider.System, mayBeKept: false);
        var first = timers.Start(endpoint: null);
        timers.Stop(first);

        var second = timers.Start(endpoint: null);

        Assert.Same(first, second);
        Assert.False(second.IsCancellationRequested);
    }

    [Fact]
    public void What_was_registered_with_a_call_does_not_hear_of_the_next_one()
    {
        using var timers = new CallTimers(Limit, TimeProvider.System, mayBeKept: false);
        var first = timers.Start(endpoint: null);
        var heard = false;
        first.Token.Register(() => heard = true);
        timers.Stop(first);

        timers.Start(endpoint: null).Cancel();

        Assert.False(heard);
    }

    [Fact]
    public void Two_calls_at_once_have_a_limit_each()
    {
        using var timers = new CallTimers(Limit, TimeProvider.System, mayBeKept: false);

        Assert.NotSame(timers.Start(endpoint: null), timers.Start(endpoint: null));
    }

    [Fact]
    public void A_limit_that_has_passed_is_not_used_again()
    {
        using var timers = new CallTimers(Limit, TimeProvider.System, mayBeKept: false);
        var passed = timers.Start(endpoint: null);
        passed.Cancel();
        timers.Stop(passed);

        Assert.False(timers.Start(endpoint: null).IsCancellationRequested);
    }

    [Fact]
    public void A_token_that_a_handler_of_the_application_may_have_kept_is_not_used_again()
    {
        using var timers = new CallTimers(Limit, TimeProvider.System, mayBeKept: true);
        var kept = timers.Start(endpoint: null).Token;
        var ended = timers.Start(endpoint: null);
        timers.Stop(ended);

        timers.Start(endpoint: null).Cancel();

        Assert.False(kept.IsCancellationRequested);
        Assert.Throws<ObjectDisposedException>(() => ended.Token);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_that_an_application_has_kept_does_not_hear_of_a_later_call(bool isTransport)
    {
        await using var fake = await FakeBrev.StartAsync();
        using var keeping = isTransport ? new KeepingHandler { InnerHandler = new SocketsHttpHandler() } : new KeepingHandler();
        var (options, handlers) = (fake.CreateOptions(), new Queue<KeepingHandler>([keeping, new()]));
        // A limit of the fake's clock is never used again.
        options.TimeProvider = TimeProvider.System;
        if (isTransport)
        {
            options.Transport = keeping;
        }
        else
        {
            options.Handlers.Add(handlers.Dequeue);
        }

        using var client = new BrevClient(options);
        await client.ListOrganizationsAsync();
        fake.Requests.FailNext("ListOrganizations", FakeFailure.NoAnswer);

        using var later = new CancellationTokenSource();
        keeping.Sent = later.Cancel;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.ListOrganizationsAsync(cancellationToken: later.Token));

        Assert.Equal([false, true], keeping.Tokens.Select(static token => token.IsCancellationRequested));
    }

    [Fact]
    public async Task A_clock_of_the_application_decides_when_the_time_is_up()
    {
        var clock = new FakeClock(DateTimeOffset.UnixEpoch);
        using var timers = new CallTimers(Limit, clock, mayBeKept: false);
        timers.Stop(timers.Start(endpoint: null));
        var limit = timers.Start(endpoint: null);
        var ended = new TaskCompletionSource();
        limit.Token.Register(ended.SetResult);

        clock.Advance(Limit);

        await ended.Task;
    }

    private sealed class KeepingHandler : DelegatingHandler
    {
        public List<CancellationToken> Tokens { get; } = [];

        public Action Sent { get; set; } = static () => { };

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Tokens.Add(cancellationToken);
            var answer = base.SendAsync(request, cancellationToken);
            Sent();
            return answer;
        }
    }
}
