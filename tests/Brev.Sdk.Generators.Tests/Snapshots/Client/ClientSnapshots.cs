using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Verify;

namespace Brev.Sdk.Generators.Tests.Snapshots.Client;

public sealed class ClientSnapshots
{
    [Fact]
    public Task Brev()
    {
        var contracts = GeneratorHarness.Contracts(BrevFile.Create()).Output.ToReference();
        return Verifier.Verify(GeneratorHarness.Client(MinimalClient.Brev, [contracts], BrevFile.Create()).AssertCompiles().Targets());
    }
}
