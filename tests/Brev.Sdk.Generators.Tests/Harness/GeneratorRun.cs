using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Brev.Sdk.Generators.Tests.Harness;

/// <summary>What one run of a generator gave.</summary>
internal sealed class GeneratorRun
{
    private readonly GeneratorDriver _driver;

    private GeneratorRun(GeneratorDriver driver, Compilation output)
    {
        _driver = driver;
        Output = output;
        Result = driver.GetRunResult().Results.Single();
        Sources = Result.GeneratedSources.ToImmutableSortedDictionary(
            source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);
    }

    /// <summary>Emitted text by hint name.</summary>
    public ImmutableSortedDictionary<string, string> Sources { get; }

    /// <summary>The compilation together with what was emitted into it.</summary>
    public Compilation Output { get; }

    public GeneratorRunResult Result { get; }

    /// <summary>What the generator reported.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => Result.Diagnostics;

    public static GeneratorRun Start(
        IIncrementalGenerator generator,
        IEnumerable<MemoryFile> files,
        CSharpCompilation compilation,
        IReadOnlyDictionary<string, string> properties)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            files,
            GeneratorHarness.ParseOptions,
            new FileOptions(properties),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return Run(driver, compilation);
    }

    /// <summary>Runs once more, for a compilation that may have changed.</summary>
    public GeneratorRun Again(Compilation compilation) => Run(_driver, compilation);

    /// <summary>Runs once more after an edit of a document.</summary>
    public GeneratorRun AfterEdit(MemoryFile before, MemoryFile after, Compilation compilation) =>
        Run(_driver.ReplaceAdditionalText(before, after), compilation);

    /// <summary>The names of the files whose text differs, including those that came or went.</summary>
    public IReadOnlyList<string> DifferencesTo(GeneratorRun other) =>
        [.. Sources.Keys.Union(other.Sources.Keys).Where(name => Sources.GetValueOrDefault(name) != other.Sources.GetValueOrDefault(name))
            .Order(StringComparer.Ordinal)];

    /// <summary>How many outputs of the run were computed; the others came from the cache.</summary>
    public int OutputsComputed => Result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs)
        .Count(output => !IsCached(output.Reason));

    public void AssertNothingRanAgain(string occasion)
    {
        var steps = Result.TrackedSteps.Where(step => StepNames.All.Contains(step.Key)).Concat(Result.TrackedOutputSteps).ToArray();
        Assert.True(steps.Length > 0, $"Nothing ran: {Result.Exception}");
        var computed = steps.SelectMany(step => step.Value.SelectMany(run => run.Outputs).Where(output => !IsCached(output.Reason))
            .Select(output => $"{step.Key}: {output.Reason}"));
        Assert.True(!computed.Any(), $"After {occasion} these steps ran again: {string.Join(", ", computed.Distinct())}");
    }

    private static bool IsCached(IncrementalStepRunReason reason) =>
        reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;

    private static GeneratorRun Run(GeneratorDriver driver, Compilation compilation)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        return new GeneratorRun(driver, output);
    }
}
