using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Verify;

namespace Brev.Sdk.Generators.Tests.Snapshots.Contracts;

public sealed class ContractsSnapshots
{
    [Fact]
    public Task Brev() => Verifier.Verify(GeneratorHarness.Contracts(BrevFile.Create()).AssertCompiles().Targets());
}
