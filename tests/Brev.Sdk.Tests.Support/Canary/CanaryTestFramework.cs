using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Brev.Sdk.Tests.Canary;

/// <summary>xunit's own framework, under the eyes of the canary.</summary>
public sealed class CanaryTestFramework(IMessageSink diagnosticMessageSink) : XunitTestFramework(diagnosticMessageSink)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new CanaryTestFrameworkExecutor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);
}
