using Brev.Sdk.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Brev.Sdk.Generators.Reading;

/// <summary>Reads the classes that carry the attribute.</summary>
internal static class ClientSource
{
    public static IncrementalValuesProvider<FoundClient> Clients(IncrementalGeneratorInitializationContext context) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                ClientAttribute.FullName, static (node, _) => node is ClassDeclarationSyntax, static (found, _) => Read(found))
            .WithTrackingName(StepNames.Clients);

    private static FoundClient Read(GeneratorAttributeSyntaxContext found)
    {
        var symbol = (INamedTypeSymbol)found.TargetSymbol;
        var space = symbol.ContainingNamespace.IsGlobalNamespace ? "" : symbol.ContainingNamespace.ToDisplayString();
        var named = Argument(found.Attributes[0], "Namespace") as string;
        var exceptions = symbol.GetAttributes().Where(IsException).Select(Exception);
        var location = Location(((ClassDeclarationSyntax)found.TargetNode).Identifier);
        return new FoundClient(
            new ClientTarget(space, symbol.Name, named ?? space, new(exceptions))
            {
                Path = location.Path,
                IsSparedEmptyAnswers = Argument(found.Attributes[0], "BindingRefusesEmptyAnswers") is true,
            },
            location,
            Obstacle(symbol, (ClassDeclarationSyntax)found.TargetNode));
    }

    private static object? Argument(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;

    private static string Obstacle(INamedTypeSymbol symbol, ClassDeclarationSyntax declaration) =>
        !declaration.Modifiers.Any(SyntaxKind.PartialKeyword) ? "it is not partial"
        : symbol.ContainingType is not null ? "it stands inside of another type"
        : symbol.ContainingNamespace.IsGlobalNamespace ? "it is in no namespace"
        : symbol.IsGenericType ? "it has type parameters"
        : "";

    private static LocationSpec Location(SyntaxToken name)
    {
        var place = name.GetLocation().GetLineSpan();
        return new LocationSpec(place.Path, place.StartLinePosition.Line, place.StartLinePosition.Character, name.Span.Length);
    }

    private static bool IsException(AttributeData attribute) =>
        attribute.AttributeClass?.ToDisplayString() == ClientAttribute.ExceptionFullName
        && attribute.ConstructorArguments is [{ Value: INamedTypeSymbol }, { Value: string }];

    private static ClientExceptionSpec Exception(AttributeData attribute) =>
        new(((INamedTypeSymbol)attribute.ConstructorArguments[0].Value!).ToDisplayString(),
            (string)attribute.ConstructorArguments[1].Value!,
            Argument(attribute, "OnlyWhenSecured") is true);
}
