using System.Net;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Canary;

namespace Brev.Sdk.Tests.Testing;

/// <summary>Calls of a client on the fake's clock: the answer comes in real time, the pauses pass in the clock's.</summary>
public sealed class FakeClockCallTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private FakeBrev _brev = null!;
    private BrevClient _client = null!;

    public async Task InitializeAsync()
    {
        _brev = await FakeBrev.StartAsync();
        _client = CreateClient(TimeSpan.FromSeconds(10), retries: 2);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _brev.DisposeAsync();
    }

    [Fact]
    public async Task A_thousand_calls_with_a_time_limit_are_answered_on_busy_cores()
    {
        var start = _brev.Clock.GetUtcNow();
        using var busy = new BusyCores();

        for (var count = 0; count < 1000; count++)
        {
            await _brev.Clock.RunAsync(_client.GetCurrentUserAsync()).WaitAsync(Patience);
        }

        Assert.Equal(start, _brev.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Calls_beside_a_loop_with_pauses_longer_than_their_time_limit_are_answered_on_busy_cores()
    {
        using var busy = new BusyCores();
        using var end = new CancellationTokenSource();
        var loop = PauseUntilAsync(end.Token);

        var answers = await _brev.Clock.RunAsync(Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CallAsync(25)))).WaitAsync(Patience);
        await end.CancelAsync();
        await loop;

        Assert.Equal(200, answers.Sum());
    }

    [Fact]
    public async Task Polls_with_pauses_take_the_time_of_the_pauses()
    {
        var start = _brev.Clock.GetUtcNow();

        await _brev.Clock.RunAsync(async () =>
        {
            for (var count = 0; count < 50; count++)
            {
                await _client.GetCurrentUserAsync();
                await Task.Delay(TimeSpan.FromSeconds(30), _brev.Clock);
            }
        }).WaitAsync(Patience);

        Assert.Equal(start.AddSeconds(1500), _brev.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Retries_of_a_call_pass()
    {
        using var client = CreateClient(TimeSpan.FromSeconds(100), retries: 2);
        _brev.Requests.FailNext("GetCurrentUser", HttpStatusCode.ServiceUnavailable, times: 2);

        await _brev.Clock.RunAsync(client.GetCurrentUserAsync()).WaitAsync(Patience);

        Assert.Equal([503, 503, 200], _brev.Requests.For("GetCurrentUser").Select(request => request.Status));
    }

    [Fact]
    public async Task A_request_that_a_gate_holds_stops_the_run_with_an_error_that_names_the_request()
    {
        _brev.Clock.StallLimit = TimeSpan.FromMilliseconds(300);
        using var gate = _brev.Requests.HoldNext("GetCurrentUser");
        var call = _client.GetCurrentUserAsync();
        await gate.Reached.WaitAsync(Patience);

        var stalled = await Assert.ThrowsAsync<FakeClockStalledException>(() => _brev.Clock.RunAsync(call).WaitAsync(Patience));
        gate.Release();
        await call.WaitAsync(Patience);

        Assert.Contains("time limit of a call, due in 00:00:10", stalled.Message, StringComparison.Ordinal);
        Assert.Contains("GET /api/me (GetCurrentUser)", stalled.Message, StringComparison.Ordinal);
    }

    private BrevClient CreateClient(TimeSpan timeLimit, int retries)
    {
        var options = _brev.CreateOptions().Watched();
        options.RequestTimeout = timeLimit;
        options.MaxRetries = retries;
        return new BrevClient(options);
    }

    private async Task<int> CallAsync(int times)
    {
        for (var count = 0; count < times; count++)
        {
            await _client.GetCurrentUserAsync();
        }

        return times;
    }

    private async Task PauseUntilAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(30), _brev.Clock, end).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }
}
