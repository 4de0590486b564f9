using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Brev.Sdk.ProcessTests.Readme;

/// <summary>
/// A piece of C# from a page, as the .NET SDK compiles a new console project. The tests of the packages' pages take this file too.
/// </summary>
public static partial class ExampleCompilation
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

    public static CSharpParseOptions Options { get; } =
        new(LanguageVersion.Latest, preprocessorSymbols: ["NET", "NET5_0_OR_GREATER", "NET8_0_OR_GREATER"]);

    /// <summary>Compiles it against everything that this test project refers to.</summary>
    public static CSharpCompilation Create(string source) => CSharpCompilation.Create(
        "example",
        [CSharpSyntaxTree.ParseText(ImplicitUsings, Options), CSharpSyntaxTree.ParseText(source, Options)],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>What the compiler says against a piece of C#; empty when it compiles.</summary>
    public static IReadOnlyList<string> ComplaintsAbout(string source) =>
    [
        .. Create(source).GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => diagnostic.ToString()),
    ];

    /// <summary>The pieces of C# on a page beside this program.</summary>
    public static IReadOnlyList<string> BlocksOf(string page)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, page)).ReplaceLineEndings("\n");
        return [.. Fences().Matches(text).Select(match => match.Groups[1].Value)];
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fences();
}
