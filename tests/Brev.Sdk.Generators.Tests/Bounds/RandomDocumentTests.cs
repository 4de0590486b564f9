using System.Collections.Concurrent;
using System.Globalization;
using Brev.Sdk.Generators.Emitting;
using Brev.Sdk.Generators.Reading;
using Brev.Sdk.Generators.Specs;
using Brev.Sdk.Generators.Tests.Harness;
using CsCheck;

namespace Brev.Sdk.Generators.Tests.Bounds;

/// <summary>
/// Documents that make no sense are read, or refused in words, like any other. A failure says the number that makes its document again.
/// </summary>
public sealed class RandomDocumentTests
{
    private static readonly Gen<int[]> Decisions = Gen.Int.Array[0, 300];

    [Fact]
    public void Ten_thousand_random_documents_are_read_and_emitted_without_a_fault_of_the_generator()
    {
        var faults = new ConcurrentQueue<string>();
        var found = new ConcurrentQueue<(int Models, int Unions, int Enums, int Operations)>();
        Parallel.For(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            var document = Read(Text(new PCG((uint)seed)));
            found.Enqueue((
                document.Models.Count, document.Unions.Count, document.Enums.Count, document.Tags.Sum(static tag => tag.Operations.Count)));
            if (Emit(document) == 0 || document.Problems.Any(static problem => problem.Id is "BREV0099" or "BREV0022" or "BREV0001"))
            {
                var problems = document.Problems.SelectMany(static problem => problem.Arguments.Prepend(problem.Id));
                faults.Enqueue($"{seed}: {string.Join("; ", problems)}");
            }
        });
        Assert.Empty(faults);

        // What proves something are documents that something comes of.
        Assert.InRange(found.Sum(static each => each.Models), 2_000, int.MaxValue);
        Assert.InRange(found.Sum(static each => each.Unions), 2_000, int.MaxValue);
        Assert.InRange(found.Sum(static each => each.Enums), 2_000, int.MaxValue);
        Assert.InRange(found.Sum(static each => each.Operations), 2_000, int.MaxValue);
    }

    /// <summary>More of them in the night.</summary>
    [Fact]
    public void Some_random_documents_compile()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("BREV_RANDOM_DOCUMENTS") ?? "25", CultureInfo.InvariantCulture);
        Assert.All(Enumerable.Range(0, count), static seed =>
        {
            var run = GeneratorRun.Start(
                new ContractsGenerator(),
                [MemoryFile.Document(Text(new PCG((uint)seed)))],
                GeneratorHarness.Compilation("Contracts"),
                new Dictionary<string, string>());
            var complaints = run.Output.Complaints();
            Assert.True(complaints.Length == 0, complaints);
        });
    }

    /// <summary>The same document for the same beginning, so that what one run finds the next one finds too.</summary>
    private static string Text(PCG beginning) => RandomDocument.Text(Decisions.Generate(beginning, null, out _));

    private static DocumentSpec Read(string text) =>
        DocumentReader.Read(new DocumentFile(
            "/documents/openapi.json", text, "Example", IsStrict: false, AsksForContracts: true), CancellationToken.None);

    /// <summary>How many characters come of it.</summary>
    private static int Emit(DocumentSpec document) =>
        document.Models.Sum(model => ModelEmitter.Emit("Example", model).Length + ModelJsonEmitter.Emit("Example", model).Length)
        + document.Unions.Sum(union => UnionEmitter.Emit("Example", union).Length + UnionJsonEmitter.Emit("Example", union).Length)
        + document.Enums.Sum(spec => EnumEmitter.Emit("Example", spec).Length)
        + document.Tags.Sum(tag => InterfaceEmitter.EmitTag("Example", tag).Length)
        + ResolverEmitter.Emit("Example", ResolverSpec.From(document)).Length;
}
