using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Brev.Sdk.Generators.Tests.Conventions;

/// <summary>
/// The folders of the generators are the stages from a document to code. Each knows those that its line names, and the parser and the
/// emitter know nothing of each other. The sources are bound by the compiler, so that constants and attributes count as well.
/// </summary>
public sealed class StageTests
{
    private const string Root = "Brev.Sdk.Generators";

    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["Specs"] = [],
        ["Names"] = [],
        ["Diagnostics"] = ["Specs"],
        ["Reading"] = ["Specs", "Names", "Diagnostics"],
        ["Parsing"] = ["Specs", "Names", "Diagnostics", "Reading"],
        ["Emitting"] = ["Specs", "Names"],
    };

    private static readonly CSharpCompilation Sources = Compile();

    [Fact]
    public void Each_folder_is_a_stage_with_a_line_of_its_own() => Assert.Equal(
        Known.Keys.Order(StringComparer.Ordinal), Sources.SyntaxTrees.Select(StageOf).Where(stage => stage.Length > 0).Distinct()
            .Order(StringComparer.Ordinal));

    [Fact]
    public void A_stage_uses_only_the_stages_of_its_line()
    {
        var wrong = from tree in Sources.SyntaxTrees
                    let stage = StageOf(tree)
                    where stage.Length > 0
                    from use in Uses(tree)
                    where use.Stage != stage && !Known[stage].Contains(use.Stage)
                    select $"{stage} → {(use.Stage.Length > 0 ? use.Stage : "wiring")}: {Path.GetFileName(tree.FilePath)} uses {use.Name}";
        var all = string.Join('\n', wrong.Distinct());
        Assert.True(all.Length == 0, all);
    }

    [Fact]
    public void Specs_are_made_without_text_of_C_sharp() => Assert.Empty(
        from tree in Sources.SyntaxTrees
        where StageOf(tree) is not ("Emitting" or "")
        from token in tree.GetRoot().DescendantTokens()
        where (token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken))
            && token.ValueText is { } text
            && (text.Contains("::", StringComparison.Ordinal) || text.Contains("System.", StringComparison.Ordinal)
                || text.Contains("IReadOnly", StringComparison.Ordinal) || text.Contains("Task<", StringComparison.Ordinal)
                || text.Contains("List<", StringComparison.Ordinal))
        select $"{Path.GetFileName(tree.FilePath)}: {token.ValueText}");

    [Fact]
    public void Names_of_types_that_the_compiler_has_bound_come_into_specs_without_their_form_in_code() => Assert.Empty(
        from tree in Sources.SyntaxTrees
        where StageOf(tree) is not ("Emitting" or "")
        from name in tree.GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>()
        where name.Identifier.Text == "FullyQualifiedFormat"
        select Path.GetFileName(tree.FilePath));

    private static IEnumerable<(string Stage, string Name)> Uses(SyntaxTree tree)
    {
        var model = Sources.GetSemanticModel(tree);
        var names = tree.GetRoot().DescendantNodes().Where(node => node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax);
        var symbols = names.Select(name => model.GetSymbolInfo(name)).SelectMany(info => info.CandidateSymbols.Prepend(info.Symbol));
        foreach (var symbol in symbols)
        {
            if (symbol is INamespaceSymbol space)
            {
                if (space.ToDisplayString() is var name && name.StartsWith(Root + ".", StringComparison.Ordinal))
                {
                    yield return (name.Split('.')[3], "its namespace");
                }

                continue;
            }

            foreach (var place in symbol?.OriginalDefinition.Locations.Where(place => place.IsInSource && IsShared(symbol)) ?? [])
            {
                yield return (StageOf(place.SourceTree!), symbol!.ToDisplayString());
            }
        }
    }

    /// <summary>What is in the root is the wiring, which no stage knows; the names of its steps are no more than names.</summary>
    private static bool IsShared(ISymbol symbol) => symbol is not (ILocalSymbol or IParameterSymbol or IRangeVariableSymbol)
        && (symbol as ITypeSymbol ?? symbol.ContainingType)?.Name is not ("StepNames" or "ClientAttribute");

    private static string StageOf(SyntaxTree tree) =>
        tree.FilePath.Length > 0
            && Path.GetRelativePath(Source(), tree.FilePath).Split(Path.DirectorySeparatorChar) is [var folder, _, ..] ? folder : "";

    private static CSharpCompilation Compile()
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        string[] implied = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading"];
        var files = Directory.EnumerateFiles(Source(), "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetRelativePath(Source(), path).Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin"))
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), options, path));
        var libraries = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) != Root + ".dll");
        return CSharpCompilation.Create(
            Root,
            files.Prepend(CSharpSyntaxTree.ParseText(string.Concat(implied.Select(name => $"global using global::{name};")), options)),
            libraries.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static string Source([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../generators/Brev.Sdk.Generators"));
}
