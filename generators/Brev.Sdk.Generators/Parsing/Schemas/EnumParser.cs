using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>Reads enumerations of texts, and of whole numbers that the document gives names.</summary>
internal sealed class EnumParser(ProblemLog problems)
{
    private static readonly string[] Reserved = ["Value", "Clone", "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize", "PrintMembers"];

    private static readonly string[] Accessors = ["get_", "set_", "op_", "add_", "remove_"];

    private readonly Dictionary<string, EnumSpec> _enums = new(StringComparer.Ordinal);

    public IEnumerable<EnumSpec> All => _enums.Values;

    /// <summary>Gives the name of the type.</summary>
    public string Parse(ResolvedSchema resolved, string name)
    {
        if (!_enums.ContainsKey(name))
        {
            _enums.Add(name, new EnumSpec(name, resolved.Name ?? name, resolved.Schema.Description
                ?? "", new(Members(resolved, name))) { IsNumber = SchemaShape.IsNamedNumberEnum(resolved.Schema) });
        }

        return name;
    }

    /// <summary>The names that a document gives to the values, in their order.</summary>
    public static IReadOnlyList<string> Names(IOpenApiSchema schema) => First(schema, "x-enum-varnames", "x-enumNames");

    /// <summary>A name of the document stays as it is, unless the compiler gives such names itself, as <c>get_Value</c>.</summary>
    private static string Name(string given) =>
        Naming.IsIdentifier(given) && given[0] != '_' && !Accessors.Any(accessor => given.StartsWith(accessor, StringComparison.Ordinal))
            ? given
            : Naming.Pascal(given);

    private static IReadOnlyList<string> First(IOpenApiSchema schema, params string[] extensions) =>
        extensions.Select(extension => ExtensionValues.Texts(schema.Extensions, extension)).FirstOrDefault(texts => texts.Count > 0) ?? [];

    private IEnumerable<EnumMemberSpec> Members(ResolvedSchema resolved, string name)
    {
        var schema = resolved.Schema;
        var values = schema.Enum!
            .Select(value => value is null || value.GetValueKind() == System.Text.Json.JsonValueKind.Null
                ? null
                : ExtensionValues.Text(value))
            .ToArray();
        var names = Names(schema);
        var descriptions = First(schema, "x-enum-descriptions", "x-enumDescriptions");
        var chosen = values
            .Select((value, index) => (value, index))
            .Where(pair => pair.value is not null)
            .GroupBy(pair => pair.value!)
            .ToDictionary(group => group.Key, group => group.First().index);
        var members = new NameScope(StringComparer.Ordinal).Reserve(Reserved).Reserve(name, EnumSpec.ValueNameOf(name)).Assign(
            chosen.Keys,
            value => chosen[value] < names.Count ? Name(names[chosen[value]]) : Naming.Pascal(value),
            (value, given) => problems.Add(ProblemIds.NameCollision, Pointer.Child(resolved.Pointer, "enum"), value, given));
        return chosen.OrderBy(pair => pair.Value)
            .Select(pair => new EnumMemberSpec(
                members[pair.Key], pair.Key, pair.Value < descriptions.Count ? descriptions[pair.Value] : ""));
    }
}
