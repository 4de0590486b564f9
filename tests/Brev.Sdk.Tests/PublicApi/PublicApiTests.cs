using Brev.Sdk.Generators.Tests.Verify;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.PublicApi;

/// <summary>What users can see changes only on purpose.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public Task Client() => Verifier.Verify(ApiText.Write(typeof(BrevClient).Assembly));

    [Fact]
    public Task Testing() => Verifier.Verify(ApiText.Write(typeof(FakeBrev).Assembly));
}
