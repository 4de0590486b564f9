using System.Diagnostics;
using System.Globalization;
using Brev.Sdk.Generators.Reading;
using Brev.Sdk.Generators.Specs;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.BoundsTests;

/// <summary>
/// What has many forms or members side by side takes time in proportion to them. What takes time need not allocate anything.
/// </summary>
public sealed class WideDocumentTests
{
    private const int Times = 16;

    /// <summary>What is sixteen times as much takes sixteen times as long, and what is quadratic takes 256 times as long.</summary>
    private const double Most = 64;

    /// <summary>
    /// A machine that is busy can make one measurement longer, and none shorter: what is linear shows it in one of these, and what is
    /// not never does.
    /// </summary>
    private const int Runs = 20;

    [Fact]
    public void A_union_takes_time_in_proportion_to_its_mappings() =>
        AssertLinear(10_000, Union, document => document.Unions.Single().Variants.Count);

    [Fact]
    public void A_base_takes_time_in_proportion_to_what_extends_it() =>
        AssertLinear(10_000, Base, document => document.Unions.Single().Variants.Count - 1);

    [Fact]
    public void Unions_within_unions_take_time_in_proportion_to_their_number() =>
        AssertLinear(4_000, Nest, document => document.Unions.Count);

    [Fact]
    public void An_object_takes_time_in_proportion_to_the_members_that_it_says_anew() =>
        AssertLinear(20_000, Overridden, document => document.Models.Single(model => model.Name == "Thing").Properties.Count);

    [Fact]
    public void References_take_time_in_proportion_to_their_number_when_all_lead_into_one_object() =>
        AssertLinear(10_000, References, document => document.Models.Single(model => model.Name == "Thing").Properties.Count);

    private static void AssertLinear(int count, Func<int, string> make, Func<DocumentSpec, int> size)
    {
        // What is compiled at its first use is compiled here.
        Assert.Equal(100, size(Read(make(100))));
        var (few, many) = (make(count / Times), make(count));
        var (time, timeOfMany) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var run = 0; run < Runs && (run == 0 || timeOfMany / time > Most); run++)
        {
            time = Min(time, Time(few, document => Assert.Equal(count / Times, size(document))));
            timeOfMany = Min(timeOfMany, Time(many, document => Assert.Equal(count, size(document))));
        }

        Assert.InRange(timeOfMany / time, 0, Most);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Time(string text, Action<DocumentSpec> check)
    {
        var watch = Stopwatch.StartNew();
        var document = Read(text);
        watch.Stop();
        check(document);
        return watch.Elapsed;
    }

    private static string Union(int count)
    {
        var forms = string.Join(", ", Numbers(count).Select(number => $$"""{ "$ref": "#/components/schemas/F{{number}}" }"""));
        var mapping = string.Join(", ", Numbers(count).Select(number => $"\"v{number}\": \"#/components/schemas/F{number}\""));
        var schemas = string.Concat(Numbers(count).Select(number => $"\"F{number}\": {Form},\n"));
        return SnapshotDocument.Schemas($$"""
            {{schemas}} "Any": {
              "oneOf": [ {{forms}} ], "discriminator": { "propertyName": "kind", "mapping": { {{mapping}} } } }
            """);
    }

    private static string Nest(int count)
    {
        var unions = string.Concat(Enumerable.Range(0, count).Select(number => $$"""
            "F{{number}}": {{Form}},
            "U{{number}}": {
              "oneOf": [ { "$ref": "#/components/schemas/F{{number}}" }, { "$ref": "#/components/schemas/U{{number + 1}}" } ],
              "discriminator": { "propertyName": "kind", "mapping": { "f": "F{{number}}", "last": "U{{count}}" } } },
            """));
        return SnapshotDocument.Schemas($$"""{{unions}} "U{{count}}": {{Form}} """);
    }

    private static string Base(int count)
    {
        var mapping = string.Join(", ", Numbers(count).Select(number => $"\"v{number}\": \"#/components/schemas/F{number}\""));
        var schemas = string.Concat(Numbers(count).Select(number =>
            $$""" "F{{number}}": { "allOf": [ { "$ref": "#/components/schemas/Any" } ] },{{"\n"}} """));
        return SnapshotDocument.Schemas($$"""
            {{schemas}} "Any": {
              "type": "object", "properties": { "kind": { "type": "string" } },
              "discriminator": { "propertyName": "kind", "mapping": { {{mapping}} } } }
            """);
    }

    private static string Overridden(int count)
    {
        var members = string.Join(", ", Numbers(count).Select(Member));
        var backwards = string.Join(", ", Numbers(count).Reverse().Select(Member));
        return SnapshotDocument.Schemas($$"""
            "Base": { "type": "object", "properties": { {{members}} } },
            "Thing": { "allOf": [ { "$ref": "#/components/schemas/Base" } ], "type": "object", "properties": { {{backwards}} } }
            """);
    }

    private static string References(int count)
    {
        var members = string.Join(", ", Numbers(count).Select(Member));
        var references = string.Join(", ", Numbers(count).Select(number =>
            $$""" "r{{number}}": { "$ref": "#/components/schemas/Big/properties/m{{number}}" } """));
        return SnapshotDocument.Schemas($$"""
            "Big": { "type": "object", "properties": { {{members}} } },
            "Thing": { "type": "object", "properties": { {{references}} } }
            """);
    }

    private static string Member(string number) => $$""" "m{{number}}": { "type": "string" } """;

    private const string Form = """{ "type": "object", "properties": { "kind": { "type": "string" } } }""";

    private static IEnumerable<string> Numbers(int count) =>
        Enumerable.Range(0, count).Select(static number => number.ToString(CultureInfo.InvariantCulture));

    private static DocumentSpec Read(string text) => DocumentReader.Read(
        new DocumentFile("/documents/openapi.json", text, "Example", IsStrict: false, AsksForContracts: true), CancellationToken.None);
}
