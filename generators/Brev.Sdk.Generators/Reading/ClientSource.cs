using Brev.Sdk.Generators.Specs;
using Microsoft.CodeAnalysis;

namespace Brev.Sdk.Generators.Reading;

/// <summary>Reads the class that carries the attribute.</summary>
internal static class ClientSource
{
    public static ClientTarget Read(ISymbol symbol) =>
        new(symbol.ContainingNamespace.ToDisplayString(), symbol.Name, new(symbol.GetAttributes().Where(IsException).Select(Exception)));

    private static bool IsException(AttributeData attribute) =>
        attribute.AttributeClass?.ToDisplayString() == ClientAttribute.ExceptionFullName
        && attribute.ConstructorArguments is [{ Value: INamedTypeSymbol }, { Value: string }];

    private static ClientExceptionSpec Exception(AttributeData attribute) =>
        new(((INamedTypeSymbol)attribute.ConstructorArguments[0].Value!).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            (string)attribute.ConstructorArguments[1].Value!,
            attribute.NamedArguments.Any(argument => argument.Key == "OnlyWhenSecured" && argument.Value.Value is true));
}
