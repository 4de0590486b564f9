using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Brev.Sdk.Tests.Conventions;

/// <summary>
/// Folders of Brev.Sdk are namespaces, and one uses only those below it, in the order of the table in its README. Public types are the
/// contract, which every folder may name. The sources are read, not the assembly, so that constants and attributes count as well.
/// </summary>
public sealed partial class FolderOrderTests
{
    private const string RootFolder = "(root)";

    private static readonly IReadOnlyList<(string Folder, BaseTypeDeclarationSyntax[] Types, HashSet<string> Names, string Namespace)> Files =
        [.. SourceFiles().Select(Read)];

    private static IReadOnlyList<string> Order { get; } =
    [
        .. File.ReadLines(Path.Combine(Source(), "README.md")).Where(line => FolderLine().IsMatch(line))
            .SelectMany(line => FolderName().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value)),
    ];

    [Fact]
    public void Every_folder_has_its_place_in_the_order_of_the_README() =>
        Assert.Empty(Files.Select(file => file.Folder).Distinct().Except(Order));

    [Fact]
    public void Internal_types_stand_in_the_namespace_of_their_folder() => Assert.Empty(
        from file in Files
        where file.Types.Any(IsInternal) && file.Folder != RootFolder
        where file.Namespace != $"Brev.Sdk.{file.Folder}"
            && !file.Namespace.StartsWith($"Brev.Sdk.{file.Folder}.", StringComparison.Ordinal)
        select $"{file.Types[0].Identifier.Text} is in {file.Namespace}");

    [Fact]
    public void A_folder_uses_only_those_below_it() => Assert.Empty(Upward().Select(use => $"{use.From} → {use.To}: {use.Type}"));

    private static IEnumerable<(string From, string To, string Type)> Upward()
    {
        var owners = Files.SelectMany(file => file.Types.Where(IsInternal).Select(type => (type.Identifier.Text, file.Folder)))
            .GroupBy(type => type.Text).Where(types => types.Select(type => type.Folder).Distinct().Count() == 1)
            .ToDictionary(types => types.Key, types => types.First().Folder);
        return from file in Files
               from name in file.Names
               where owners.TryGetValue(name, out var owner) && owner != file.Folder && Place(owner) <= Place(file.Folder)
               select (file.Folder, owners[name], name);
    }

    private static int Place(string folder) => Enumerable.Range(0, Order.Count).FirstOrDefault(place => Order[place] == folder, -1);

    private static bool IsInternal(BaseTypeDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.InternalKeyword);

    private static (string Folder, BaseTypeDeclarationSyntax[] Types, HashSet<string> Names, string Namespace) Read(string path)
    {
        var root = CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot();
        var relative = Path.GetRelativePath(Source(), path);
        var folder = relative.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? relative.Split(Path.DirectorySeparatorChar)[0]
            : RootFolder;
        var space = root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault();
        var names = root.DescendantNodes().OfType<SimpleNameSyntax>().Where(name => !IsMember(name)).Select(name => name.Identifier.Text);
        return (folder, [.. space?.Members.OfType<BaseTypeDeclarationSyntax>() ?? []], [.. names], space?.Name.ToString() ?? "");
    }

    /// <summary>What stands behind a dot, or names a property in a pattern or an initializer, is no type of a folder.</summary>
    private static bool IsMember(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name == name,
        MemberBindingExpressionSyntax or NameColonSyntax => true,
        QualifiedNameSyntax qualified => qualified.Right == name,
        AssignmentExpressionSyntax assignment => assignment.Left == name,
        _ => false,
    };

    private static IEnumerable<string> SourceFiles() => Directory.EnumerateFiles(Source(), "*.cs", SearchOption.AllDirectories)
        .Where(path => Path.GetRelativePath(Source(), path).Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin"));

    private static string Source([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../src/Brev.Sdk"));

    [GeneratedRegex(@"^\| (?:\(root\)|`\w+`)")]
    private static partial Regex FolderLine();

    [GeneratedRegex(@"(\(root\)|(?<=`)\w+(?=`))")]
    private static partial Regex FolderName();
}
