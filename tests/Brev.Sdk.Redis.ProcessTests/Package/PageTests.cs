using Brev.Sdk.ProcessTests.Readme;

namespace Brev.Sdk.Redis.ProcessTests.Package;

/// <summary>What the page of the package shows compiles.</summary>
public sealed class PageTests
{
    private static readonly IReadOnlyList<string> Blocks = ExampleCompilation.BlocksOf("PACKAGE.md");

    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, Blocks.Count)];

    [Theory]
    [MemberData(nameof(Indexes))]
    public void A_block_of_the_page_compiles_as_a_program_of_its_own(int index) =>
        Assert.Empty(ExampleCompilation.ComplaintsAbout(Blocks[index]));
}
