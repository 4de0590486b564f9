using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Brev.Sdk.Generators.Tests.Harness;

/// <summary>Runs Refit's own generator over the binding interfaces of a client, as the client's project does.</summary>
internal static class RefitStubs
{
    private static readonly IReadOnlyList<ISourceGenerator> Generators = Load();

    /// <summary>What Refit or the compiler has to say about the stubs; empty when nothing.</summary>
    public static string Complaints(Compilation client)
    {
        var driver = CSharpGeneratorDriver.Create(Generators, parseOptions: GeneratorHarness.ParseOptions);
        driver.RunGeneratorsAndUpdateCompilation(client, out var output, out var diagnostics);
        var reported = diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Take(10)
            .Select(diagnostic => "Refit: " + diagnostic);
        return string.Join('\n', reported) + output.Complaints();
    }

    /// <summary>The client together with the stubs.</summary>
    public static Compilation Complete(Compilation client)
    {
        CSharpGeneratorDriver.Create(Generators, parseOptions: GeneratorHarness.ParseOptions).RunGeneratorsAndUpdateCompilation(
            client, out var output, out _);
        return output;
    }

    private static ISourceGenerator[] Load()
    {
        var path = typeof(RefitStubs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "RefitGenerator").Value!;
        return [.. Assembly.LoadFrom(path).GetTypes()
            .Where(type => !type.IsAbstract && typeof(IIncrementalGenerator).IsAssignableFrom(type))
            .Select(type => ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator())];
    }
}
