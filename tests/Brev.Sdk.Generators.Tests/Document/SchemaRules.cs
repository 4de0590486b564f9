using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Brev.Sdk.Generators.Tests.Document;

/// <summary>What every schema of the document must keep. Each rule names the places that break it.</summary>
internal static partial class SchemaRules
{
    /// <summary>Members that a record of C# cannot have, or has already.</summary>
    private static readonly string[] Reserved = ["Value", "Clone", "Equals", "GetHashCode", "GetType", "ToString", "Deconstruct"];

    private static readonly string[] Kinds = ["schemas", "responses", "parameters"];

    public static IEnumerable<string> ResolveEveryReference(JsonObject document) =>
        document.References().Where(reference => document.Find(reference) is null).Distinct();

    public static IEnumerable<string> UseEveryComponent(JsonObject document)
    {
        var used = new HashSet<string>(document["paths"].References());
        for (var before = -1; before != used.Count;)
        {
            before = used.Count;
            used.UnionWith(used.ToList().SelectMany(reference => document.Find(reference).References()));
        }

        return from kind in Kinds
               from component in document.Components(kind)
               where !used.Contains($"#/components/{kind}/{component.Key}")
               select component.Key;
    }

    public static IEnumerable<string> DescribeEverySchemaAndProperty(JsonObject document) =>
        document.Schemas().Where(schema => !schema.Value!.HasText("description")).Select(schema => schema.Key)
            .Concat(document.Properties().Where(property => !property.Node.HasText("description")).Select(property => property.Title));

    public static IEnumerable<string> AvoidNamesInScope(JsonObject document) =>
        document.Schemas().Select(schema => schema.Key).Where(NamesInScope.Contains);

    public static IEnumerable<string> NameEveryEnumerationValue(JsonObject document) =>
        from schema in document.Objects()
        where schema["enum"] is JsonArray
        let values = schema["enum"]!.AsArray().Select(value => value!.GetValue<string>()).ToList()
        let names = (schema["x-enum-varnames"]?.AsArray() ?? []).Select(name => name!.GetValue<string>()).ToList()
        where names.Count != values.Count || names.Distinct().Count() != names.Count || values.Distinct().Count() != values.Count
            || names.Any(name => !PascalCase().IsMatch(name) || Reserved.Contains(name))
            || schema["x-enum-descriptions"]?.AsArray().Count(text => !string.IsNullOrWhiteSpace(text!.GetValue<string>())) != values.Count
        select string.Join(", ", values);

    public static IEnumerable<string> LetAnswersLeaveEverythingOut(JsonObject document)
    {
        var answered = document.SchemasInAnswers();
        return answered.Where(name => document.Schemas()[name]!["required"] is not null)
            .Concat(document.Properties().Where(property => answered.Contains(property.Schema)
                && !property.MayBeNull).Select(property => property.Title));
    }

    public static IEnumerable<string> KeepUnknownMembersOfAnswersOnly(JsonObject document)
    {
        var answered = document.SchemasInAnswers();
        return from schema in document.Schemas()
               where schema.Value!["properties"] is not null
               where schema.Value!["additionalProperties"]?.GetValue<bool>() != answered.Contains(schema.Key)
               select schema.Key;
    }

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*$")]
    private static partial Regex PascalCase();
}
