using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Brev.Sdk.PublicDocumentation;

/// <summary>What an assembly lets others see: what is public or protected, and so is all that contains it.</summary>
internal sealed class PublicMembers
{
    private readonly CSharpCompilation _compilation;
    private readonly IAssemblySymbol _assembly;

    private PublicMembers(CSharpCompilation compilation, IAssemblySymbol assembly)
    {
        _compilation = compilation;
        _assembly = assembly;
    }

    /// <summary>Reads an assembly.</summary>
    /// <param name="assembly">Its path.</param>
    /// <param name="references">The paths of what it refers to.</param>
    public static PublicMembers Read(string assembly, IEnumerable<string> references)
    {
        var read = MetadataReference.CreateFromFile(assembly);
        var compilation = CSharpCompilation.Create(
            "documentation",
            references: references.Select(path => MetadataReference.CreateFromFile(path)).Append(read),
            options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, metadataImportOptions: MetadataImportOptions.All));
        return new PublicMembers(compilation, (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(read)!);
    }

    /// <summary>Whether others see the member that a documentation file calls by this id.</summary>
    public bool Contains(string id) => DocumentationCommentId.GetSymbolsForDeclarationId(id, _compilation)
        .Any(symbol => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _assembly) && IsSeen(symbol));

    private static bool IsSeen(ISymbol symbol) =>
        symbol is INamespaceSymbol
        || (symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
            && IsSeen(symbol.ContainingSymbol));
}
