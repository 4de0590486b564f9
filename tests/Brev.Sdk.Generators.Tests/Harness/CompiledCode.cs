using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Brev.Sdk.Generators.Tests.Harness;

/// <summary>Compiles what was emitted, with every warning on.</summary>
internal static class CompiledCode
{
    /// <summary>Errors and warnings, one a line; empty when the code is clean.</summary>
    public static string Complaints(this Compilation compilation) => string.Join(
        '\n',
        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Take(20)
            .Select(diagnostic => diagnostic.ToString()));

    public static GeneratorRun AssertCompiles(this GeneratorRun run)
    {
        var complaints = run.Output.Complaints();
        Assert.True(complaints.Length == 0, complaints);
        return run;
    }

    /// <summary>The emitted assembly, for another compilation to refer to.</summary>
    public static MetadataReference ToReference(this Compilation compilation)
    {
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Take(20)));
        assembly.Position = 0;
        return MetadataReference.CreateFromStream(assembly);
    }
}
