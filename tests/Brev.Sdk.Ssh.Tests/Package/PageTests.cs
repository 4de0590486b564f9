using Brev.Sdk.ProcessTests.Readme;

namespace Brev.Sdk.Ssh.Tests.Package;

/// <summary>What the page of the package shows compiles.</summary>
public sealed class PageTests
{
    /// <summary>What the later blocks take as given, as the page says after its first one.</summary>
    private const string Given = """
        using Brev.Sdk;

        await using var given = BrevCredential.FromApiKey("bak-1");
        using var brev = new BrevClient(given);

        """;

    private const string GivenSession = """
        await using var session = await brev.ConnectAsync("my-workspace-id");

        """;

    private static readonly IReadOnlyList<string> Blocks = ExampleCompilation.BlocksOf("PACKAGE.md");

    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, Blocks.Count)];

    [Theory]
    [MemberData(nameof(Indexes))]
    public void A_block_of_the_page_compiles(int index) => Assert.Empty(ExampleCompilation.ComplaintsAbout(Program(Blocks[index])));

    /// <summary>
    /// A block with a using directive is whole; another one goes on from the client, and from a session unless it makes one.
    /// </summary>
    private static string Program(string block) =>
        block.StartsWith("using Brev", StringComparison.Ordinal) ? block
        : Given + (block.Contains("session = await", StringComparison.Ordinal) ? "" : GivenSession) + block;
}
