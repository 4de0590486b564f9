using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Brev.Sdk.Tests.Conventions;

/// <summary>
/// Folders of Brev.Sdk are namespaces, and one uses only those below it, in the order of the table in its README. What is public is the
/// contract, which every folder may name; what is internal belongs to the folder that it stands in, members of public types included. The
/// sources are bound by the compiler, so that constants and attributes count as well, and equal names do not.
/// </summary>
public sealed partial class FolderOrderTests
{
    private const string RootFolder = "(root)";

    private static readonly CSharpCompilation Sources = Compile();

    private static IReadOnlyList<string> Order { get; } =
    [
        .. File.ReadLines(Path.Combine(Source(), "README.md")).Where(line => FolderLine().IsMatch(line))
            .SelectMany(line => FolderName().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value)),
    ];

    [Fact]
    public void Every_folder_has_its_place_in_the_order_of_the_README() =>
        Assert.Empty(Sources.SyntaxTrees.Select(FolderOf).Distinct().Except([.. Order, ""]));

    [Fact]
    public void Internal_types_stand_in_the_namespace_of_their_folder() => Assert.Empty(
        from tree in Sources.SyntaxTrees
        let folder = FolderOf(tree)
        where folder is not (RootFolder or "")
        from space in tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
        where space.Members.OfType<BaseTypeDeclarationSyntax>().Any(type => type.Modifiers.Any(SyntaxKind.InternalKeyword))
        where !$"{space.Name}.".StartsWith($"Brev.Sdk.{folder}.", StringComparison.Ordinal)
        select $"{tree.FilePath} is in {space.Name}");

    [Fact]
    public void A_folder_uses_only_those_below_it()
    {
        var upward = from tree in Sources.SyntaxTrees
                     let folder = FolderOf(tree)
                     where folder.Length > 0
                     from use in Uses(tree)
                     where use.Folder != folder && Place(use.Folder) <= Place(folder)
                     select $"{folder} → {use.Folder}: {Path.GetFileName(tree.FilePath)} uses {use.Name}";
        var all = string.Join('\n', upward);
        Assert.True(all.Length == 0, all);
    }

    [Fact]
    public void Files_say_themselves_which_folders_they_use() => Assert.DoesNotContain(
        Sources.SyntaxTrees.Where(tree => FolderOf(tree).Length > 0).SelectMany(Usings), use => use.GlobalKeyword != default);

    [Fact]
    public void Internal_members_of_public_types_count_as_uses_of_their_folder() => Assert.Contains(
        Sources.SyntaxTrees.Where(tree => FolderOf(tree) == "Organizations").SelectMany(Uses),
        use => use == ("Credentials", "BrevCredential.FindLoginAsync(CancellationToken)"));

    private static IEnumerable<(string Folder, string Name)> Uses(SyntaxTree tree)
    {
        var model = Sources.GetSemanticModel(tree);
        var symbols = tree.GetRoot().DescendantNodes()
            .Where(node => node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax)
            .Select(node => model.GetSymbolInfo(node)).SelectMany(info => info.CandidateSymbols.Prepend(info.Symbol))
            .OfType<ISymbol>().Select(symbol => symbol.OriginalDefinition).Distinct(SymbolEqualityComparer.Default);
        var used = from symbol in symbols
                   where IsInternal(symbol)
                   from place in symbol.Locations
                   where place.IsInSource
                   select (FolderOf(place.SourceTree!), symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
        var named = from use in Usings(tree)
                    where use.Name is QualifiedNameSyntax { Left: QualifiedNameSyntax or IdentifierNameSyntax } name
                        && $"{name.Left}" == "Brev.Sdk"
                    select (((QualifiedNameSyntax)use.Name!).Right.Identifier.Text, "its namespace");
        return used.Concat(named);
    }

    private static IEnumerable<UsingDirectiveSyntax> Usings(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().OfType<UsingDirectiveSyntax>();

    private static bool IsInternal(ISymbol symbol) =>
        symbol is INamedTypeSymbol or IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol
            && (symbol.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal
                || (symbol.ContainingType is { } type && IsInternal(type)));

    private static int Place(string folder) => Enumerable.Range(0, Order.Count).FirstOrDefault(place => Order[place] == folder, -1);

    /// <summary>The folder of a file; empty for what the build adds.</summary>
    private static string FolderOf(SyntaxTree tree)
    {
        if (tree.FilePath.Length == 0)
        {
            return "";
        }

        var relative = Path.GetRelativePath(Source(), tree.FilePath);
        return relative.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) ? relative.Split(Path.DirectorySeparatorChar)[0]
            : RootFolder;
    }

    /// <summary>Without what is generated, which no hand-written file of a lower folder sees.</summary>
    private static CSharpCompilation Compile()
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest, preprocessorSymbols: ["NET8_0_OR_GREATER", "NET9_0_OR_GREATER"]);
        string[] implied = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading",
            "System.Threading.Tasks"];
        var files = Directory.EnumerateFiles(Source(), "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetRelativePath(Source(), path).Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin"))
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), options, path));
        var libraries = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) != "Brev.Sdk.dll");
        return CSharpCompilation.Create(
            "Brev.Sdk",
            files.Prepend(CSharpSyntaxTree.ParseText(string.Concat(implied.Select(name => $"global using global::{name};")), options)),
            libraries.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static string Source([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../src/Brev.Sdk"));

    [GeneratedRegex(@"^\| (?:\(root\)|`\w+`)")]
    private static partial Regex FolderLine();

    [GeneratedRegex(@"(\(root\)|(?<=`)\w+(?=`))")]
    private static partial Regex FolderName();
}
