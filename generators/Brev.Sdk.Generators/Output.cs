using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Brev.Sdk.Generators;

/// <summary>Turns specs into files, one each.</summary>
internal static class Output
{
    public static void Register<T>(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<T> specs, Func<T, (string Hint, string Text)> emit) =>
        context.RegisterSourceOutput(specs, (output, spec) =>
        {
            var (hint, text) = emit(spec);
            output.AddSource(hint, SourceText.From(text, Encoding.UTF8));
        });
}
