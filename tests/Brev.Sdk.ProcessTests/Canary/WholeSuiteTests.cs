using Brev.Sdk.Tests.Canary;
using Xunit.Abstractions;

[assembly: TestFramework("Brev.Sdk.Tests.Canary.CanaryTestFramework", "Brev.Sdk.Tests.Support")]

namespace Brev.Sdk.ProcessTests.Canary;

/// <summary>The canary over these tests; what is asked for is about a third of what they show.</summary>
public sealed class WholeSuiteTests(ITestOutputHelper output) : WholeSuite(output)
{
    private protected override int LeastTests => 20;

    private protected override IReadOnlyDictionary<TextKind, int> Least { get; } = new Dictionary<TextKind, int>
    {
        [TextKind.LogEntry] = 10_000,
        [TextKind.OwnException] = 10_000,
        [TextKind.Activity] = 16_000,
        [TextKind.Measurement] = 10_000,
        [TextKind.Output] = 1_000,
    };
}
