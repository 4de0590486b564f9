using Xunit.Abstractions;

namespace Brev.Sdk.Tests.Canary;

/// <summary>What the canary has to say of the run. It runs when every other test has ended: see <see cref="CanaryTestAssemblyRunner"/>.</summary>
public sealed class WholeSuiteTests(ITestOutputHelper output)
{
    private const int LeastTests = 500;

    /// <summary>What a run of the whole suite shows at the very least; it shows about three times as much.</summary>
    private static readonly (TextKind Kind, int Count)[] Least =
    [
        (TextKind.LogEntry, 5_000), (TextKind.OwnException, 5_000), (TextKind.OtherException, 1_000), (TextKind.Activity, 10_000),
        (TextKind.Measurement, 5_000), (TextKind.Dump, 5_000), (TextKind.Output, 500),
    ];

    private static CanaryWatch Watch => CanaryWatch.Suite;

    [Fact]
    public void No_secret_has_appeared_in_a_log_an_exception_an_activity_a_metric_or_a_dump_of_any_test() =>
        Assert.True(Watch.LeakCount == 0, $"{Watch}{Environment.NewLine}{string.Join(Environment.NewLine, Watch.Leaks)}");

    /// <summary>A canary that sees nothing proves nothing. When only some of the tests were chosen, there is less to be seen, and nothing to be said of it.</summary>
    [Fact]
    public void The_canary_has_seen_what_a_run_of_the_whole_suite_shows()
    {
        output.WriteLine(Watch.ToString());
        if (!IsWhole())
        {
            return;
        }

        Assert.All(Least, least => Assert.True(Watch.Count(least.Kind) >= least.Count, $"{least.Kind}: fewer than {least.Count}. {Watch}"));
        Assert.True(Watch.TestsHeard >= LeastTests, Watch.ToString());
    }

    /// <summary>Whether every class with tests has run, told by what ran and not by what was asked for.</summary>
    private static bool IsWhole() => typeof(WholeSuiteTests).Assembly.GetTypes()
        .Where(static type => type.GetMethods().Any(static method => method.IsDefined(typeof(FactAttribute), inherit: true)))
        .Select(static type => type.FullName)
        .All(Watch.Classes.Contains);
}
