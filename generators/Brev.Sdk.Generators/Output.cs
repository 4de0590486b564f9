using System.Text;
using Brev.Sdk.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Brev.Sdk.Generators;

/// <summary>
/// Turns specs into files and diagnostics. A fault while doing so is reported and costs one file, not the build of all others.
/// </summary>
internal static class Output
{
    /// <summary>One file for each spec.</summary>
    /// <param name="context">Where the files go.</param>
    /// <param name="specs">The specs.</param>
    /// <param name="emit">Writes one file.</param>
    /// <param name="path">The document that a spec comes from, for faults.</param>
    public static void Register<T>(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<T> specs,
        Func<T, (string Hint, string Text)> emit,
        Func<T, string> path) =>
        context.RegisterSourceOutput(specs, (output, spec) =>
        {
            try
            {
                var (hint, text) = emit(spec);
                output.AddSource(hint, SourceText.From(text, Encoding.UTF8));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                output.ReportDiagnostic(DiagnosticCatalog.Create(Unexpected.Problem(path(spec), exception)));
            }
        });

    /// <summary>What is wrong with the documents.</summary>
    public static void Report(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Specs.ProblemSpec> problems) =>
        context.RegisterSourceOutput(problems.WithTrackingName(StepNames.Problems), static (output, problem) =>
            output.ReportDiagnostic(DiagnosticCatalog.Create(problem)));

}
