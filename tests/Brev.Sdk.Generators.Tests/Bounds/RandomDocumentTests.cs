using System.Globalization;
using Brev.Sdk.Generators.Emitting;
using Brev.Sdk.Generators.Reading;
using Brev.Sdk.Generators.Specs;
using Brev.Sdk.Generators.Tests.Harness;
using CsCheck;

namespace Brev.Sdk.Generators.Tests.Bounds;

/// <summary>
/// Documents that make no sense are read, or refused in words, like any other. A failure says the seed that makes its document again.
/// </summary>
public sealed class RandomDocumentTests
{
    private static readonly Gen<int[]> Decisions = Gen.Int.Array[0, 300];

    [Fact]
    public void Ten_thousand_random_documents_are_read_and_emitted_without_a_fault_of_the_generator() =>
        Decisions.Sample(
            static decisions =>
            {
                var document = Read(RandomDocument.Text(decisions));
                return document.Problems.All(problem => problem.Id is not ("BREV0099" or "BREV0022" or "BREV0001")) && Emit(document) > 0;
            },
            iter: 10_000,
            threads: 2);

    /// <summary>The same ones in each run: what is new to the compiler is looked for in the night, with more of them.</summary>
    [Fact]
    public void Some_random_documents_compile()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("BREV_RANDOM_DOCUMENTS") ?? "25", CultureInfo.InvariantCulture);
        Assert.All(Enumerable.Range(0, count), static seed =>
        {
            var run = GeneratorRun.Start(
                new ContractsGenerator(),
                [MemoryFile.Document(RandomDocument.Text(Decide(seed)))],
                GeneratorHarness.Compilation("Contracts"),
                new Dictionary<string, string>());
            var complaints = run.Output.Complaints();
            Assert.True(complaints.Length == 0, complaints);
        });
    }

    /// <summary>Numbers of every size, small ones more often.</summary>
    private static int[] Decide(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, random.Next(301)).Select(_ => (random.Next() >> random.Next(31)) * (random.Next(2) == 0 ? 1 : -1))];
    }

    private static DocumentSpec Read(string text) =>
        DocumentReader.Read(new DocumentFile(
            "/documents/openapi.json", text, "Example", IsStrict: false, AsksForContracts: true), isSecond: false, CancellationToken.None);

    /// <summary>How many characters come of it.</summary>
    private static int Emit(DocumentSpec document) =>
        document.Models.Sum(model => ModelEmitter.Emit("Example", model).Length + ModelJsonEmitter.Emit("Example", model).Length)
        + document.Unions.Sum(union => UnionEmitter.Emit("Example", union).Length + UnionJsonEmitter.Emit("Example", union).Length)
        + document.Enums.Sum(spec => EnumEmitter.Emit("Example", spec).Length)
        + document.Tags.Sum(tag => InterfaceEmitter.EmitTag("Example", tag).Length)
        + ResolverEmitter.Emit("Example", ResolverSpec.From(document)).Length;
}
