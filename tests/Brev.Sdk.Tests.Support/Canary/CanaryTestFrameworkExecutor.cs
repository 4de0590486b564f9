using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Brev.Sdk.Tests.Canary;

/// <summary>Has test cases run by <see cref="CanaryTestAssemblyRunner"/>.</summary>
internal sealed class CanaryTestFrameworkExecutor(
    AssemblyName assemblyName, ISourceInformationProvider sourceInformationProvider, IMessageSink diagnosticMessageSink)
    : XunitTestFrameworkExecutor(assemblyName, sourceInformationProvider, diagnosticMessageSink)
{
    protected override async void RunTestCases(
        IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions)
    {
        using var runner = new CanaryTestAssemblyRunner(
            TestAssembly, testCases, DiagnosticMessageSink, executionMessageSink, executionOptions);
        await runner.RunAsync();
    }
}
