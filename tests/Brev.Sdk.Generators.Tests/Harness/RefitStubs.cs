using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Brev.Sdk.Generators.Tests.Harness;

/// <summary>Runs Refit's own generator over the binding interfaces of a client, as the client's project does.</summary>
internal static class RefitStubs
{
    private static readonly IReadOnlyList<ISourceGenerator> Generators = Load();

    /// <summary>
    /// What Refit's stubs call where they cannot build a request by themselves, and where they take a value apart for the query.
    /// </summary>
    private static readonly Dictionary<string, string> Unwanted = new Dictionary<string, string>
    {
        ["BuildRestResultFuncForMethod"] = "needs reflection",
        ["BuildQueryKey"] = "sends a member of a value in the query",
    };

    /// <summary>
    /// What Refit or the compiler has to say about the stubs, and which of them need reflection or send what the document does not name;
    /// empty when nothing.
    /// </summary>
    public static string Complaints(Compilation client)
    {
        var driver = CSharpGeneratorDriver.Create(Generators, parseOptions: GeneratorHarness.ParseOptions);
        driver.RunGeneratorsAndUpdateCompilation(client, out var output, out var diagnostics);
        var reported = diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Take(10)
            .Select(diagnostic => "Refit: " + diagnostic);
        var stubs = output.SyntaxTrees.Except(client.SyntaxTrees).SelectMany(tree => Unwelcome(tree.GetRoot()));
        return string.Join('\n', reported.Concat(stubs)) + output.Complaints();
    }

    /// <summary>The client together with the stubs.</summary>
    public static Compilation Complete(Compilation client)
    {
        CSharpGeneratorDriver.Create(Generators, parseOptions: GeneratorHarness.ParseOptions).RunGeneratorsAndUpdateCompilation(
            client, out var output, out _);
        return output;
    }

    private static IEnumerable<string> Unwelcome(SyntaxNode stubs) =>
        from call in stubs.DescendantNodes().OfType<InvocationExpressionSyntax>()
        where call.Expression is MemberAccessExpressionSyntax access && Unwanted.ContainsKey(access.Name.Identifier.Text)
        let name = ((MemberAccessExpressionSyntax)call.Expression).Name.Identifier.Text
        let method = call.Ancestors().OfType<MethodDeclarationSyntax>().First().Identifier.Text
        select $"Refit: {method} {Unwanted[name]}";

    private static ISourceGenerator[] Load()
    {
        var path = typeof(RefitStubs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "RefitGenerator").Value!;
        return [.. Assembly.LoadFrom(path).GetTypes()
            .Where(type => !type.IsAbstract && typeof(IIncrementalGenerator).IsAssignableFrom(type))
            .Select(type => ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator())];
    }
}
