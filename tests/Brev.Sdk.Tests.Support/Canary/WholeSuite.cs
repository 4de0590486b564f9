using Xunit.Abstractions;

namespace Brev.Sdk.Tests.Canary;

/// <summary>
/// What the canary has to say of the run of a test project, which derives from this. It runs when every other test has ended: see
/// <see cref="CanaryTestAssemblyRunner"/>.
/// </summary>
public abstract class WholeSuite(ITestOutputHelper output)
{
    /// <summary>From how many tests something has come, at the very least, when all of the project's have run.</summary>
    private protected abstract int LeastTests { get; }

    /// <summary>How much of what a run of the whole project shows at the very least.</summary>
    private protected abstract IReadOnlyDictionary<TextKind, int> Least { get; }

    private static CanaryWatch Watch => CanaryWatch.Suite;

    [Fact]
    public void No_secret_has_appeared_in_a_log_an_exception_an_activity_a_metric_or_a_dump_of_any_test() =>
        Assert.True(Watch.LeakCount == 0, $"{Watch}{Environment.NewLine}{string.Join(Environment.NewLine, Watch.Leaks)}");

    /// <summary>
    /// A canary that sees nothing proves nothing. When only some of the tests were chosen, there is less to be seen, and nothing to be said
    /// of it.
    /// </summary>
    [Fact]
    public void The_canary_has_seen_what_a_run_of_the_whole_suite_shows()
    {
        output.WriteLine(Watch.ToString());
        if (!IsWhole())
        {
            return;
        }

        Assert.All(Least, least => Assert.True(Watch.Count(least.Key) >= least.Value, $"{least.Key}: fewer than {least.Value}. {Watch}"));
        Assert.True(Watch.TestsHeard >= LeastTests, Watch.ToString());
    }

    /// <summary>Whether every class with tests has run, told by what ran and not by what was asked for.</summary>
    private bool IsWhole() => GetType().Assembly.GetTypes()
        .Where(static type => !type.IsAbstract
            && type.GetMethods().Any(static method => method.IsDefined(typeof(FactAttribute), inherit: true)))
        .Select(static type => type.FullName)
        .All(Watch.Classes.Contains);
}
