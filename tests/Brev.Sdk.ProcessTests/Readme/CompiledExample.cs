using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Brev.Sdk.ProcessTests.Readme;

/// <summary>A piece of C# from the README, compiled as the .NET SDK compiles a new console project, with Refit's generator.</summary>
public sealed class CompiledExample : IDisposable
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

    private static readonly ISourceGenerator[] RefitGenerators = LoadRefitGenerators();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("brev-readme-");

    public string Folder => _folder.FullName;

    public string Program => Path.Combine(_folder.FullName, "example.dll");

    /// <summary>Compiles it; what the compiler says against it is empty when it compiles.</summary>
    public IReadOnlyList<string> Compile(string source)
    {
        var options = new CSharpParseOptions(
            LanguageVersion.Latest, preprocessorSymbols: ["NET", "NET5_0_OR_GREATER", "NET8_0_OR_GREATER"]);
        var compilation = CSharpCompilation.Create(
            "example",
            [CSharpSyntaxTree.ParseText(ImplicitUsings, options), CSharpSyntaxTree.ParseText(source, options)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(RefitGenerators, parseOptions: options).RunGeneratorsAndUpdateCompilation(
            compilation, out var complete, out var complaints);
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
