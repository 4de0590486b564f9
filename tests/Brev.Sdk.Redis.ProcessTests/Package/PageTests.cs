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

    /// <summary>The name is a part of the encryption: an example without it stores what the others cannot read.</summary>
    [Fact]
    public void Every_example_that_encrypts_names_the_same_application() => Assert.All(
        Blocks.Where(block => block.Contains("DataProtection", StringComparison.Ordinal)),
        block => Assert.Contains("SetApplicationName(\"my-fleet\")", block, StringComparison.Ordinal));
}
