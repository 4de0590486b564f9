using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace Brev.Sdk.Generators.Tests.Harness;

/// <summary>Compiles what was emitted, with every warning on: once for all that is asked of it, for most of a run is this.</summary>
internal static class CompiledCode
{
    private static readonly ConditionalWeakTable<Compilation, Tuple<EmitResult, byte[]>> Known = [];

    /// <summary>Errors and warnings, one a line; empty when the code is clean.</summary>
    public static string Complaints(this Compilation compilation) => string.Join(
        '\n',
        Compiled(compilation).Result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Take(20)
            .Select(diagnostic => diagnostic.ToString()));

    public static GeneratorRun AssertCompiles(this GeneratorRun run)
    {
        var complaints = run.Output.Complaints();
        Assert.True(complaints.Length == 0, complaints);
        return run;
    }

    /// <summary>The emitted assembly, for another compilation to refer to.</summary>
    public static MetadataReference ToReference(this Compilation compilation) => MetadataReference.CreateFromImage(Image(compilation));

    /// <summary>The emitted assembly, to be called.</summary>
    public static Assembly Load(this Compilation compilation, AssemblyLoadContext context)
    {
        using var image = new MemoryStream(Image(compilation));
        return context.LoadFromStream(image);
    }

    private static byte[] Image(Compilation compilation)
    {
        var (result, image) = Compiled(compilation);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Take(20)));
        return image;
    }

    private static (EmitResult Result, byte[] Image) Compiled(Compilation compilation)
    {
        var (result, image) = Known.GetValue(compilation, static code =>
        {
            using var assembly = new MemoryStream();
            return Tuple.Create(code.Emit(assembly), assembly.ToArray());
        });
        return (result, image);
    }
}
