using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Verify;

/// <summary>Every emitted file of a run as a target, named as the file.</summary>
internal static class GeneratorRunTargets
{
    public static IEnumerable<Target> Targets(this GeneratorRun run) =>
        run.Sources.Select(source => new Target("cs", source.Value, Path.GetFileNameWithoutExtension(source.Key)));

    /// <summary>The files that are about the document itself, without the types that the code for every document shares.</summary>
    public static IEnumerable<Target> OwnTargets(this GeneratorRun run) =>
        run.Targets().Where(target => !target.Name!.Contains(".Serialization.", StringComparison.Ordinal));
}
