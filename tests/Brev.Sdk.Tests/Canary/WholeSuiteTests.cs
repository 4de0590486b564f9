using Xunit.Abstractions;

[assembly: TestFramework("Brev.Sdk.Tests.Canary.CanaryTestFramework", "Brev.Sdk.Tests.Support")]

namespace Brev.Sdk.Tests.Canary;

/// <summary>The canary over these tests; what is asked for is about a third of what they show.</summary>
public sealed class WholeSuiteTests(ITestOutputHelper output) : WholeSuite(output)
{
    private protected override int LeastTests => 500;

    private protected override IReadOnlyDictionary<TextKind, int> Least { get; } = new Dictionary<TextKind, int>
    {
        [TextKind.LogEntry] = 1_200,
        [TextKind.OwnException] = 1_300,
        [TextKind.OtherException] = 1_300,
        [TextKind.Activity] = 2_800,
        [TextKind.Measurement] = 1_400,
        [TextKind.Dump] = 6_000,
    };
}
