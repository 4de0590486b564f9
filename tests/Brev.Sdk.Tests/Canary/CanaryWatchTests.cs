using System.Diagnostics;
using System.Diagnostics.Metrics;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Authentication;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Tests.Canary;

/// <summary>
/// The canary itself: it finds what it is there to find, and cries at nothing else. These have watches of their own, so that the suite's
/// stays silent.
/// </summary>
public sealed class CanaryWatchTests
{
    private readonly CanaryWatch _watch = new();

    public static TheoryData<string> Secrets =>
    [
        TestToken.Create(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1)),
        TestToken.Create(null, null).Split('.')[0],
        TestToken.Create(null, null).Split('.')[1],
        TestToken.Create(null, null).Split('.')[2],
        AuthenticationStage.SessionKey,
        AuthenticationStage.DeviceId,
    ];

    [Theory]
    [MemberData(nameof(Secrets))]
    public void A_secret_of_the_tests_is_found_and_reported_with_its_test_and_without_itself(string secret)
    {
        _watch.Begin("A test", "Tests");

        _watch.See(TextKind.LogEntry, $"The server said {secret} to us.");

        var leak = Assert.Single(_watch.Leaks);
        Assert.Equal((TextKind.LogEntry, "A test"), (leak.Kind, leak.Test));
        Assert.StartsWith("The server said ***", leak.Excerpt, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, leak.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, _watch.LeakCount);
    }

    [Fact]
    public async Task What_the_fake_hands_out_is_found()
    {
        await using var brev = await FakeBrev.StartAsync();
        var (login, auth0) = (brev.Tokens.SignIn(), brev.Tokens.SignInWithAuth0());
        string[] secrets = [login.AccessToken!, login.RefreshToken!, auth0.AccessToken!, auth0.RefreshToken!, brev.Tokens.AddApiKey()];

        Assert.All(secrets, secret => _watch.See(TextKind.Dump, secret));

        Assert.Equal(secrets.Length, _watch.LeakCount);
    }

    [Theory]
    [InlineData("BrevAccessToken { Token = ***, ExpiresOn = 2026-03-04T05:06:07 }")]
    [InlineData("An API key begins with bak-, a session-less device-login has none.")]
    [InlineData(
        "System.IO.IOException: Broken.\n   at Brev.Sdk.Tests.No_canary() in /home/canary/Brev.Sdk.Tests/Some.cs:line 7\n   at X()")]
    [InlineData(null)]
    public void Other_texts_are_counted_and_reported_as_nothing(string? text)
    {
        _watch.See(TextKind.OwnException, text);

        Assert.Equal((0, 1), (_watch.LeakCount, _watch.Count(TextKind.OwnException)));
    }

    [Fact]
    public void A_secret_beside_a_stack_trace_is_found()
    {
        _watch.See(
            TextKind.OwnException,
            $"System.IO.IOException: Broken.\n   at X() in /home/canary/Some.cs:line 7\n ---> {AuthenticationStage.SessionKey}");

        Assert.EndsWith("*** (canary)", Assert.Single(_watch.Leaks).Excerpt, StringComparison.Ordinal);
    }

    [Fact]
    public void A_leak_that_belongs_to_no_flow_names_the_tests_that_were_running()
    {
        _watch.Begin("One", "Tests");
        _watch.End("One");
        _watch.Begin("Two", "Tests");
        using (ExecutionContext.SuppressFlow())
        {
            var thread = new Thread(() => _watch.See(TextKind.LogEntry, AuthenticationStage.SessionKey));
            thread.Start();
            thread.Join();
        }

        Assert.Equal("one of: Two", Assert.Single(_watch.Leaks).Test);
    }

    [Fact]
    public void Of_many_leaks_the_first_are_kept_and_all_are_counted()
    {
        for (var count = 0; count < 1000; count++)
        {
            _watch.See(TextKind.LogEntry, AuthenticationStage.SessionKey);
        }

        Assert.Equal((1000, 20), (_watch.LeakCount, _watch.Leaks.Count));
    }

    [Fact]
    public void A_secret_in_a_log_entry_is_found_in_its_message_its_values_its_exception_and_its_scope()
    {
        var log = new WatchedLog(_watch);
        var values = new Dictionary<string, object?> { ["value"] = AuthenticationStage.SessionKey };
        var exception = new InvalidOperationException(AuthenticationStage.SessionKey);

        log.Log(LogLevel.Trace, 0, AuthenticationStage.SessionKey, null, static (state, _) => state);
        log.Log(LogLevel.Trace, 0, values, null, static (_, _) => "");
        log.Log(LogLevel.Trace, 0, "Broken", exception, static (state, _) => state);
        using var scope = log.BeginScope(values);
        log.Log(LogLevel.Trace, 0, "Nothing", null, static (state, _) => state);

        Assert.Equal((4, 5), (_watch.LeakCount, _watch.Count(TextKind.LogEntry)));
    }

    [Fact]
    public void A_secret_in_an_activity_or_a_measurement_is_found()
    {
        const string name = "Brev.Sdk.Tests.Canary";
        using var source = new ActivitySource(name);
        using var meter = new Meter(name);
        using var telemetry = new TelemetryWatch(_watch, name);
        var counter = meter.CreateCounter<long>("calls");

        source.StartActivity("call")?.SetTag("who", AuthenticationStage.SessionKey).Dispose();
        source.StartActivity("call")?.SetStatus(ActivityStatusCode.Error, AuthenticationStage.SessionKey).Dispose();
        source.StartActivity("call")?.AddEvent(
            new ActivityEvent("seen", tags: new ActivityTagsCollection { ["who"] = AuthenticationStage.SessionKey })).Dispose();
        source.StartActivity("call")?.Dispose();
        counter.Add(1, new KeyValuePair<string, object?>("who", AuthenticationStage.SessionKey));
        counter.Add(1);

        Assert.Equal((4, 2, 4), (_watch.Count(TextKind.Activity), _watch.Count(TextKind.Measurement), _watch.LeakCount));
    }

    [Fact]
    public void A_secret_in_an_exception_is_found_behind_others_and_in_its_data_unless_a_test_threw_it()
    {
        using var exceptions = new ExceptionWatch(_watch);
        var thrown = Assert.Throws<InvalidOperationException>(static void () =>
            throw new InvalidOperationException(AuthenticationStage.SessionKey));

        exceptions.See(new BrevException("Broken", new InvalidOperationException(AuthenticationStage.SessionKey)));
        exceptions.See(new BrevException(
            "Broken", new InvalidOperationException("inside") { Data = { ["key"] = AuthenticationStage.SessionKey } }));
        exceptions.See(new IOException(AuthenticationStage.SessionKey));
        exceptions.See(thrown);

        Assert.Equal([TextKind.OwnException, TextKind.OwnException, TextKind.OtherException], _watch.Leaks.Select(leak => leak.Kind));
    }

    [Fact]
    public void Every_exception_that_is_thrown_is_looked_at_once_however_often_it_is_thrown_on()
    {
        var exception = new CountedException();
        using (var exceptions = new ExceptionWatch(_watch))
        {
            Assert.Throws<CountedException>(void () => throw exception);
            Assert.Throws<CountedException>(void () => throw exception);
        }

        Assert.Throws<CountedException>(void () => throw exception);

        // By this watch, and by the one of the suite.
        Assert.Equal(2, exception.Looks);
    }

    [Fact]
    public void A_secret_among_the_values_of_options_is_found()
    {
        _watch.Dump(new BrevCredentialOptions { KasIssuer = AuthenticationStage.SessionKey });

        Assert.Equal(TextKind.Dump, Assert.Single(_watch.Leaks).Kind);
    }

    private sealed class CountedException : Exception
    {
        public int Looks { get; private set; }

        public override string ToString()
        {
            Looks++;
            return "Counted";
        }
    }
}
