using Brev.Sdk.Generators.Tests.Harness;
using Xunit.Abstractions;

namespace Brev.Sdk.Generators.CorpusTests;

public sealed class CorpusTests(ITestOutputHelper output)
{
    /// <summary>What is left are values that the documents themselves leave open.</summary>
    private const int MostUntyped = 200;

    [CorpusFact]
    public void Every_document_of_the_corpus_is_generated_the_same_twice_compiles_and_is_called_without_reflection()
    {
        var results = CorpusFolder.Documents.Select(CorpusResult.Of).ToArray();
        output.WriteLine($"{results.Count(result => result.IsClean)} of {results.Length} documents compile.");
        output.WriteLine(string.Join('\n', results.Select(result => result.ToString())));
        Assert.NotEmpty(results);
        var failures = results.Where(result => !result.IsClean).ToArray();
        Assert.True(failures.Length == 0, string.Join('\n', failures.Select(result => result.ToString())));
    }

    [CorpusFact]
    public void Few_values_of_the_corpus_have_no_type_and_no_operation_is_left_out()
    {
        var gaps = CorpusFolder.Documents.Select(CorpusGaps.Of).ToArray();
        output.WriteLine($"{gaps.Sum(gap => gap.LeftOut)} operations left out, {gaps.Sum(gap => gap.Untyped)} properties without a type.");
        output.WriteLine(string.Join('\n', gaps.Where(gap => gap.LeftOut + gap.Untyped > 0).Select(gap => gap.ToString())));
        Assert.NotEmpty(gaps);
        Assert.All(gaps, gap => Assert.Equal(0, gap.LeftOut));
        Assert.InRange(gaps.Sum(gap => gap.Untyped), 0, MostUntyped);
    }

    [CorpusFact]
    public void The_order_decides_nothing_in_the_documents_of_the_corpus_below_a_megabyte()
    {
        var documents = CorpusFolder.Documents.Where(path => new FileInfo(path).Length < 1_000_000).ToArray();
        Assert.NotEmpty(documents);
        Assert.All(documents, path => DocumentOrder.AssertDecidesNothing(File.ReadAllText(path), compiles: false));
    }
}
