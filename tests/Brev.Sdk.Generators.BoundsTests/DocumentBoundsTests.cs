using System.Text;
using Brev.Sdk.Generators.Reading;
using Brev.Sdk.Generators.Specs;
using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.BoundsTests;

/// <summary>What a document costs grows with its size and with nothing else; no document costs the compiler its stack.</summary>
public sealed class DocumentBoundsTests
{
    /// <summary>How each schema of a chain refers to the next, what the first one is then, and what it is in a circle of them.</summary>
    public static TheoryData<string, string, string> Links => new()
    {
        { """{ "type": "object", "properties": { "a": REF, "b": REF } }""", "S0", "S0" },
        { """{ "allOf": [ REF, REF ] }""", "S0", "Json" },
        { """{ "allOf": [ REF, { "type": "object", "properties": { "a": { "type": "string" } } } ] }""", "S0", "S0" },
        { """{ "oneOf": [ REF, { "type": "boolean" } ] }""", "S0", "S0" },
        { """{ "oneOf": [ REF ] }""", "S1000", "Json" },
        { """{ "anyOf": [ REF, REF ] }""", "S1000", "S0" },
        { """{ "anyOf": [ REF, { "type": "null" } ] }""", "S1000", "Json" },
        { """{ "type": "array", "items": REF }""", "List", "List" },
        { """{ "type": "object", "additionalProperties": REF }""", "Dictionary", "Dictionary" },
        { """{ "oneOf": [ { "type": "object", "properties": { "a": REF } }, { "type": "array", "items": REF } ] }""", "S0", "S0" },
        { """
            { "type": "object", "properties": { "a": { "allOf": [ REF, REF ], "description": "x" },
              "b": { "anyOf": [ REF, { "type": "null" } ] } } }
            """, "S0", "S0" },
        { """{ "allOf": [ REF, { "type": "object", "properties": { "mINDEX": { "type": "string" } } } ] }""", "S0", "S0" },
        { """{ "type": "object", "properties": { "mINDEX": { "type": "string" } }, "oneOf": [ REF, { "type": "null" } ] }""", "S0", "S0" },
        { """{ "oneOf": [ REF, { "type": "object", "properties": { "mINDEX": { "type": "string" } } } ] }""", "S0", "S0" },
        { """
            { "oneOf": [ REF, { "type": "object", "properties": { "mINDEX": { "type": "string" } } } ],
              "discriminator": { "propertyName": "k" } }
            """, "S0", "S0" },
        { """
            { "type": "object", "allOf": [ REF ], "discriminator": { "propertyName": "k" },
              "properties": { "mINDEX": { "type": "string" } } }
            """, "S0", "S0" },
        { """
            { "type": "object", "properties": { "x": { "type": "object",
              "properties": { "y": { "$ref": "#/components/schemas/SNEXT/properties/x" } } } } }
            """, "S0", "S0" },
        { """{ "type": "object", "properties": { "x": { "$ref": "#/components/schemas/SNEXT/properties/x" } } }""", "S0", "S0" },
        { "REF", "S1000", "Json" },
    };

    public static TheoryData<string> LinksAlone => new(Links.Select(static row => (string)row[0]));

    [Theory]
    [MemberData(nameof(LinksAlone))]
    public void Twice_as_many_schemas_cost_about_twice_as_much(string link)
    {
        const string Last = """
            { "type": "object", "properties": { "x": { "type": "object", "properties": { "n": { "type": "string" } } } } }
            """;
        (long Read, long Emitted) Cost(int length) => SmallStack.Run(() =>
        {
            var text = Chain(link, length, Last);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Read(text);
            var read = GC.GetAllocatedBytesForCurrentThread() - before;
            var run = GeneratorRun.Start(
                new ContractsGenerator(),
                [MemoryFile.Document(text)],
                GeneratorHarness.Compilation("Contracts"),
                new Dictionary<string, string>());
            return (read, run.Sources.Values.Sum(static source => (long)source.Length));
        }).Result;

        Cost(10);
        var (read, emitted) = Cost(300);
        var (readTwice, emittedTwice) = Cost(600);
        Assert.InRange(readTwice / (double)read, 0, 2.5);
        Assert.InRange(emittedTwice / (double)emitted, 0, 2.5);
    }

    /// <summary>
    /// Each object at the bottom is called by its place, whose name has the length of the way to it. What copied each part of the way took
    /// 7 GB among the components and 9 GB in an operation.
    /// </summary>
    [Fact]
    public void Schemas_deep_in_an_operation_cost_what_they_cost_among_the_components()
    {
        static long Cost(string text)
        {
            var (document, allocated) = SmallStack.Run(() => Read(text));
            Assert.Equal(1300, document.Models.Count);
            return allocated;
        }

        var schema = Nested(300, 1000);
        var component = SnapshotDocument.Schemas($"""
            "T": {schema}, "R": {SchemaOf("#/components/schemas/T/properties/n")}
            """);
        var operation = SnapshotDocument.Operation("/t", "post", $$"""
            "operationId": "t", "requestBody": { "content": { "application/json": { "schema": {{schema}} } } },
            "responses": { "204": { "description": "Done." } }
            """, $"\"R\": {SchemaOf("#/paths/~1t/post/requestBody/content/application~1json/schema/properties/n")}");
        Cost(component);
        var allocated = Cost(component);
        Assert.InRange(allocated, 0, 100_000_000);
        Assert.InRange(Cost(operation) / (double)allocated, 0, 1.5);
    }

    [Theory]
    [MemberData(nameof(Links))]
    public void A_chain_of_a_thousand_schemas_is_read(string link, string first, string _)
    {
        var (document, _) = SmallStack.Run(() =>
            Read(Chain(link, 1000, "{ \"type\": \"object\", \"properties\": { \"n\": { \"type\": \"string\" } } }")));
        Assert.DoesNotContain(document.Problems, problem => problem.Id is "BREV0099" or "BREV0022");
        Assert.Contains(document.Models, model => model.Name == "S1000");
        Assert.Equal(first, Held(document));
    }

    [Theory]
    [MemberData(nameof(Links))]
    public void A_chain_that_ends_where_it_began_is_read(string link, string _, string first)
    {
        var (document, _) = SmallStack.Run(() => Read(Chain(link, 200, "{ \"$ref\": \"#/components/schemas/S0\" }")));
        Assert.DoesNotContain(document.Problems, problem => problem.Id is "BREV0099" or "BREV0022");
        Assert.Equal(first, Held(document));
    }

    [Fact]
    public void Emitting_a_chain_costs_no_stack_either()
    {
        var link = """{ "oneOf": [ { "type": "object", "properties": { "a": REF } }, { "type": "array", "items": REF } ] }""";
        var file = MemoryFile.Document(Chain(link, 300, "{ \"type\": \"string\" }"));
        var (run, _) = SmallStack.Run(() => GeneratorRun.Start(
            new ContractsGenerator(), [file], GeneratorHarness.Compilation("Contracts"), new Dictionary<string, string>()));
        Assert.Empty(run.Diagnostics);
        Assert.Contains("Example.S299.g.cs", run.Sources.Keys);
    }

    [Fact]
    public void References_into_each_other_are_copied_once()
    {
        var text = new StringBuilder();
        for (var index = 0; index < 300; index++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""
                "S{{index}}": { "type": "object", "properties": { "a": { "type": "object", "properties": {
                  "b": { "$ref": "#/components/schemas/S{{(index + 1) % 300}}/properties/a" },
                  "c": { "$ref": "#/components/schemas/S{{(index + 7) % 300}}/properties/a/properties/b" } } } } },
                """);
        }

        var (document, _) = SmallStack.Run(() => Read(SnapshotDocument.Schemas(text + "\"Last\": { \"type\": \"string\" }")));
        Assert.Equal(600, document.Models.Count);
    }

    /// <summary>What n types, parts or parameters have of one schema of m members is n times m.</summary>
    public static TheoryData<string, string, string> Extensions => new()
    {
        { "types", "", """
            { "allOf": [ { "$ref": "#/components/schemas/Base" } ], "type": "object", "properties": { "own": { "type": "string" } } }
            """ },
        { "forms", "", """
            { "type": "object", "properties": { "own": { "type": "string" } }, "anyOf": [ { "$ref": "#/components/schemas/Base" } ] }
            """ },
        { "parts", """
            "requestBody": { "content": { "multipart/form-data": { "schema": { "$ref": "#/components/schemas/Base" } } } },
            """, "" },
        { "parameters", """
            "parameters": [ { "name": "p", "in": "query", "style": "deepObject", "explode": true,
              "schema": { "$ref": "#/components/schemas/Base" } } ],
            """, "" },
    };

    /// <summary>
    /// Ten thousand members, and one for each eight characters of the document, are repeated; a thousand of a thousand would be a million.
    /// </summary>
    [Theory]
    [MemberData(nameof(Extensions))]
    public void Members_that_many_types_or_calls_have_of_one_schema_are_repeated_in_proportion_to_the_document(
        string what, string operation, string schema)
    {
        const int Count = 1000;
        var (document, text) = Repeating(Count, operation, schema);
        var members = document.Models.Sum(model => model.Properties.Count)
            + document.Tags.SelectMany(tag => tag.Operations).Sum(call => call.Parameters.Count);
        Assert.InRange(members, 10_000, 10_000 + (text.Length / 8) + (4 * Count));
        Assert.Equal(what != "parameters", document.Problems.Any(problem => problem.Id == "BREV0025"));
    }

    /// <summary>A hundred types of a hundred members are within what every document gets.</summary>
    [Theory]
    [MemberData(nameof(Extensions))]
    public void Members_that_a_hundred_types_or_calls_have_of_one_schema_are_all_there(string what, string operation, string schema)
    {
        Assert.NotEmpty(what);
        var (document, _) = Repeating(100, operation, schema);
        Assert.DoesNotContain(document.Problems, problem => problem.Id == "BREV0025");
        Assert.All(document.Models.Where(model => model.Name != "Base"), model => Assert.Equal(101, model.Properties.Count));
        Assert.All(document.Tags.SelectMany(tag => tag.Operations), call => Assert.Equal(100, call.Parameters.Count));
    }

    /// <summary>Each union knows the members of all within it, which is the square of their number.</summary>
    [Fact]
    public void Names_by_which_unions_within_unions_are_found_are_in_proportion_to_the_document_and_what_is_missing_is_reported()
    {
        const string Link = """
            { "oneOf": [ REF, { "type": "object", "properties": { "mINDEX": { "type": "string" } } } ],
              "discriminator": { "propertyName": "k" } }
            """;
        var text = Chain(Link, 1000, """{ "type": "object", "properties": { "n": { "type": "string" } } }""");
        var (document, _) = SmallStack.Run(() => Read(text));
        var known = document.Unions.SelectMany(union => union.Variants).Sum(form => form.Known.Count);
        Assert.InRange(known, 10_000, 15_000 + (text.Length / 8));
        Assert.Contains(document.Problems, problem => problem.Id == "BREV0025");
    }

    [Fact]
    public void A_description_of_five_megabytes_costs_no_more_than_some_copies_of_it()
    {
        const int Size = 5_000_000;
        var words = new StringBuilder(Size);
        while (words.Length < Size)
        {
            words.Append("word `code` & <b> ");
        }

        var file = MemoryFile.Document(SnapshotDocument.Schemas($$"""
            "T": { "type": "object", "description": "{{words}}", "properties": { "n": { "type": "string" } } }
            """));
        var (run, allocated) = SmallStack.Run(() => GeneratorRun.Start(
            new ContractsGenerator(), [file], GeneratorHarness.Compilation("Contracts"), new Dictionary<string, string>()));
        Assert.True(run.Sources["Example.T.g.cs"].Length > Size);

        // The compiler's own reading of the emitted file is a part of it.
        Assert.InRange(allocated, 0, 70L * Size);
    }

    /// <summary>One schema with so many members, and so many schemas or operations that have them.</summary>
    private static (DocumentSpec Document, string Text) Repeating(int count, string operation, string schema)
    {
        var numbers = Enumerable.Range(0, count).Select(Text).ToArray();
        var members = string.Join(", ", numbers.Select(number => $$""" "m{{number}}": { "type": "string" } """));
        var schemas = schema.Length == 0 ? "" : string.Concat(numbers.Select(number => $"\"S{number}\": {schema},\n"));
        var paths = operation.Length == 0 ? "" : string.Join(",\n", numbers.Select(number => $$"""
            "/p{{number}}": { "post": { {{operation}} "operationId": "call{{number}}",
              "responses": { "204": { "description": "Done." } } } }
            """));
        var text = SnapshotDocument.Schemas($$"""{{schemas}} "Base": { "type": "object", "properties": { {{members}} } }""")
            .Replace("\"paths\": {}", $$""" "paths": { {{paths}} } """, StringComparison.Ordinal);
        return (SmallStack.Run(() => Read(text)).Result, text);
    }

    /// <summary>A document of schemas that each refer to the next, the last being another; a model has a value of the first.</summary>
    private static string Chain(string link, int length, string last) =>
        SnapshotDocument.Schemas(string.Concat(Enumerable.Range(0, length).Select(index =>
            $"\"S{index}\": {Link(link, index)},\n"))
            + $$"""
              "S{{length}}": {{last}},
              "Holder": { "type": "object", "properties": { "held": { "$ref": "#/components/schemas/S0" } } }
              """);

    /// <summary>The type of the first schema of a chain: its name, or what it is a collection of.</summary>
    private static string Held(DocumentSpec document)
    {
        var type = document.Models.Single(model => model.Name == "Holder").Properties.Single().Type;
        return type.IsCollection ? type.Kind.ToString() : type.Identity;
    }

    private static string SchemaOf(string address) => $$"""{ "type": "array", "items": { "$ref": "{{address}}" } }""";

    /// <summary>Objects within each other, and many at the bottom.</summary>
    private static string Nested(int depth, int width)
    {
        var text = new StringBuilder();
        for (var level = 1; level < depth; level++)
        {
            text.Append("""{ "type": "object", "properties": { "n": """);
        }

        text.Append("""{ "type": "object", "properties": { """)
            .AppendJoin(", ", Enumerable.Range(0, width).Select(static number =>
                $$""" "m{{Text(number)}}": { "type": "object", "properties": { "n": { "type": "string" } } } """))
            .Append(" } }");
        return text.Append(string.Concat(Enumerable.Repeat(" } }", depth - 1))).ToString();
    }

    private static string Link(string link, int index) => link
        .Replace("REF", """{ "$ref": "#/components/schemas/SNEXT" }""", StringComparison.Ordinal)
        .Replace("SNEXT", "S" + Text(index + 1), StringComparison.Ordinal)
        .Replace("INDEX", Text(index), StringComparison.Ordinal);

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static DocumentSpec Read(string text) =>
        DocumentReader.Read(new DocumentFile(
            "/documents/openapi.json", text, "Example", IsStrict: false, AsksForContracts: true), CancellationToken.None);
}
