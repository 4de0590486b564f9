namespace Brev.Sdk.Generators.CorpusTests;

/// <summary>A test over other people's documents; skipped, with the reason, where there are none.</summary>
public sealed class CorpusFactAttribute : FactAttribute
{
    public CorpusFactAttribute()
    {
        if (CorpusFolder.Path is null)
        {
            Skip =
                $"The environment variable {CorpusFolder.Variable} names no folder of OpenAPI documents, so the generators were not run "
                    + "over any.";
        }
    }
}
