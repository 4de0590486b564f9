using Xunit.Abstractions;
using Xunit.Sdk;

namespace Brev.Sdk.Tests.Canary;

/// <summary>Watches the whole run, and runs what derives from <see cref="WholeSuite"/> when every other test has ended.</summary>
internal sealed class CanaryTestAssemblyRunner(
    ITestAssembly testAssembly,
    IEnumerable<IXunitTestCase> testCases,
    IMessageSink diagnosticMessageSink,
    IMessageSink executionMessageSink,
    ITestFrameworkExecutionOptions executionOptions)
    : XunitTestAssemblyRunner(testAssembly, testCases, diagnosticMessageSink, executionMessageSink, executionOptions)
{
    protected override IMessageBus CreateMessageBus() => new CanaryMessageBus(base.CreateMessageBus(), CanaryWatch.Suite);

    protected override async Task<RunSummary> RunTestCollectionsAsync(
        IMessageBus messageBus, CancellationTokenSource cancellationTokenSource)
    {
        var all = TestCases.ToList();
        var summary = new RunSummary();
        using var telemetry = new TelemetryWatch(CanaryWatch.Suite);
        using var exceptions = new ExceptionWatch(CanaryWatch.Suite);
        foreach (var part in new[] { all.Where(testCase => !IsLast(testCase)), all.Where(IsLast) })
        {
            TestCases = [.. part];
            summary.Aggregate(await base.RunTestCollectionsAsync(messageBus, cancellationTokenSource));
        }

        TestCases = all;
        return summary;
    }

    private static bool IsLast(IXunitTestCase testCase) =>
        testCase.TestMethod.TestClass.Class.ToRuntimeType().IsAssignableTo(typeof(WholeSuite));
}
