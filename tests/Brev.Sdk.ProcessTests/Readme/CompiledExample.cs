using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Brev.Sdk.ProcessTests.Readme;

/// <summary>A piece of C# from the README, compiled as the .NET SDK compiles a new console project, with Refit's generator.</summary>
public sealed class CompiledExample : IDisposable
{
    private static readonly ISourceGenerator[] RefitGenerators = LoadRefitGenerators();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("brev-readme-");

    public string Folder => _folder.FullName;

    public string Program => Path.Combine(_folder.FullName, "example.dll");

    /// <summary>Compiles it; what the compiler says against it is empty when it compiles.</summary>
    public IReadOnlyList<string> Compile(string source)
    {
        CSharpGeneratorDriver.Create(RefitGenerators, parseOptions: ExampleCompilation.Options)
            .RunGeneratorsAndUpdateCompilation(ExampleCompilation.Create(source), out var complete, out var complaints);
        var result = complete.Emit(Program);
        return [.. complaints.Concat(result.Diagnostics).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => diagnostic.ToString())];
    }

    /// <summary>Puts beside it what it needs to run.</summary>
    public void AddDependencies()
    {
        foreach (var assembly in Directory.GetFiles(AppContext.BaseDirectory, "*.dll"))
        {
            File.Copy(assembly, Path.Combine(_folder.FullName, Path.GetFileName(assembly)));
        }

        File.Copy(Path.Combine(AppContext.BaseDirectory, "Brev.Sdk.ProcessTests.runtimeconfig.json"), Path.ChangeExtension(
            Program, ".runtimeconfig.json"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static ISourceGenerator[] LoadRefitGenerators()
    {
        var path = typeof(CompiledExample).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "RefitGenerator").Value!;
        return [.. Assembly.LoadFrom(path).GetTypes()
            .Where(type => !type.IsAbstract && typeof(IIncrementalGenerator).IsAssignableFrom(type))
            .Select(type => ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator())];
    }
}
