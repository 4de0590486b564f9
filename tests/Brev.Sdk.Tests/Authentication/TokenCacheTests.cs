using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Brev.Sdk.Authentication;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>Who comes while a flight is ending: the test itself ends the flights.</summary>
public sealed class TokenCacheTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Channel<RefreshFlight> _flights = Channel.CreateUnbounded<RefreshFlight>();

    [Fact]
    public async Task A_notice_during_a_flight_has_the_store_read_behind_it()
    {
        await using var cache = Create();
        await StartAsync(cache);
        var forcing = cache.GetTokenAsync(forceRefresh: true, CancellationToken.None).AsTask();
        var running = await NextAsync();

        var looking = cache.LookAsync();
        running.End(new RefreshOutcome.Adopted(Token("second")));
        await forcing;

        var behind = await NextAsync();
        Assert.Equal(RefreshReason.Look, behind.Reason);
        behind.End(new RefreshOutcome.Unchanged());
        Assert.IsType<RefreshOutcome.Unchanged>(await looking);
    }

    [Rule("2.1")]
    [Fact]
    public async Task Who_forces_a_refresh_while_the_first_look_ends_gets_one()
    {
        await using var cache = Create();
        var asking = cache.GetTokenAsync(forceRefresh: false, CancellationToken.None).AsTask();
        var look = await NextAsync();
        Task<BrevAccessToken>? forcing = null;
        using var listener = OnTokenTaken(() => forcing ??= cache.GetTokenAsync(forceRefresh: true, CancellationToken.None).AsTask());

        Assert.True(look.TryEndLook(new RefreshOutcome.Unchanged(Token("first"))));
        await asking;

        var forced = await NextAsync();
        Assert.Equal(RefreshReason.Forced, forced.Reason);
        var second = Token("second");
        forced.End(new RefreshOutcome.Refreshed(second));
        Assert.Equal(second.Token.Token, (await forcing!).Token);
    }

    private TokenCache Create() => new(
        flight =>
        {
            _flights.Writer.TryWrite(flight);
            return flight.Completion;
        },
        new RefreshThrottle(_clock),
        new RefreshTelemetry(NullLogger.Instance, () => "a test", _clock),
        _clock);

    private async Task StartAsync(TokenCache cache)
    {
        var asking = cache.GetTokenAsync(forceRefresh: false, CancellationToken.None).AsTask();
        (await NextAsync()).End(new RefreshOutcome.Unchanged(Token("first")));
        await asking;
    }

    private Task<RefreshFlight> NextAsync() => _flights.Reader.ReadAsync().AsTask().WaitAsync(AuthenticationStage.Patience);

    private CachedToken Token(string account) => CachedToken.OfStored(
        new BrevStoredCredential
        {
            AccessToken = TestToken.Create(_clock.GetUtcNow(), _clock.GetUtcNow().AddHours(1), subject: account),
        },
        TimeSpan.FromMinutes(5),
        _clock)!;

    /// <summary>Acts on the thread that takes a token into use, before that token can be seen.</summary>
    private static MeterListener OnTokenTaken(Action act)
    {
        var thread = Environment.CurrentManagedThreadId;
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == BrevTelemetryNames.TokenExpiry)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) =>
        {
            if (Environment.CurrentManagedThreadId == thread)
            {
                act();
            }
        });
        listener.Start();
        return listener;
    }
}
