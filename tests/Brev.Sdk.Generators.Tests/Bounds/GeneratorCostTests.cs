using Brev.Sdk.Generators.Tests.Document;
using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Bounds;

/// <summary>
/// How long a run takes, held against work that everybody knows, and never against a clock: a run is 0.2 to 0.8 of the parser's work,
/// reading 1.5 to 2.1 of the library's, on a machine with sixteen times as much to do as it can and without the compiler's optimizations.
/// </summary>
[Collection(nameof(Alone))]
public sealed class GeneratorCostTests
{
    private const int Runs = 15;

    [Fact]
    public void A_run_over_the_document_of_this_repository_costs_little_more_than_parsing_what_is_emitted() =>
        Assert.InRange(GeneratorCost.OfParsing(BrevFile.Create(), Runs), 0, 2);

    [Fact]
    public void Reading_the_document_of_this_repository_costs_little_more_than_loading_it() =>
        Assert.InRange(GeneratorCost.OfLoading(BrevDocument.Text, Runs), 0, 6);
}
