using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Brev.Sdk.Ssh.Tests.Package;

/// <summary>What the page of the package shows compiles.</summary>
public sealed partial class PageTests
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>What the later blocks take as given, as the page says after its first one.</summary>
    private const string Given = """
        using Brev.Sdk;

        await using var given = BrevCredential.FromApiKey("bak-1");
        using var brev = new BrevClient(given);

        """;

    private const string GivenSession = """
        await using var session = await brev.ConnectAsync("my-workspace-id");

        """;

    private static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PACKAGE.md")).ReplaceLineEndings("\n");

    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, Blocks.Count)];

    private static List<string> Blocks => [.. Fences().Matches(Text).Select(match => match.Groups[1].Value)];

    [Theory]
    [MemberData(nameof(Indexes))]
    public void A_block_of_the_page_compiles(int index)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var compilation = CSharpCompilation.Create(
            "page",
            [CSharpSyntaxTree.ParseText(ImplicitUsings, options), CSharpSyntaxTree.ParseText(Program(Blocks[index]), options)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }

    /// <summary>A block with a using directive is whole; another one goes on from the client, and from a session unless it makes one.</summary>
    private static string Program(string block) =>
        block.StartsWith("using Brev", StringComparison.Ordinal) ? block
        : Given + (block.Contains("session = await", StringComparison.Ordinal) ? "" : GivenSession) + block;

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fences();
}
