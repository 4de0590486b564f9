using Xunit.Abstractions;

namespace Brev.Sdk.Generators.Tests.Corpus;

public sealed class CorpusTests(ITestOutputHelper output)
{
    [CorpusFact]
    public void Every_document_of_the_corpus_is_generated_the_same_twice_and_compiles()
    {
        var results = CorpusFolder.Documents.Select(CorpusResult.Of).ToArray();
        output.WriteLine($"{results.Count(result => result.IsClean)} of {results.Length} documents compile.");
        output.WriteLine(string.Join('\n', results.Select(result => result.ToString())));
        Assert.NotEmpty(results);
        var failures = results.Where(result => !result.IsClean).ToArray();
        Assert.True(failures.Length == 0, string.Join('\n', failures.Select(result => result.ToString())));
    }
}
