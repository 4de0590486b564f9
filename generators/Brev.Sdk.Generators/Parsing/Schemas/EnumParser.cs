using System.Text.Json;
using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>Reads enumerations of texts, and of whole numbers that the document gives names.</summary>
internal sealed class EnumParser(ProblemLog problems)
{
    private static readonly string[] Reserved =
    [
        "Value", "Clone", "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize", "PrintMembers",
    ];

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
        var names = Names(schema);
        var descriptions = First(schema, "x-enum-descriptions", "x-enumDescriptions");
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var values = new List<string>();
        for (var index = 0; index < schema.Enum!.Count; index++)
        {
            if (schema.Enum[index] is { } given
                && given.GetValueKind() != JsonValueKind.Null
                && ExtensionValues.Text(given) is var value
                && !places.ContainsKey(value))
            {
                places.Add(value, index);
                values.Add(value);
            }
        }

        var members = new NameScope(StringComparer.Ordinal).Reserve(Reserved).Reserve(name, EnumSpec.ValueNameOf(name)).Assign(
            values,
            value => places[value] < names.Count ? Name(names[places[value]]) : Naming.Pascal(value),
            (value, given) => problems.Add(ProblemIds.NameCollision, Pointer.Child(resolved.Pointer, "enum"), value, given));
        return values.Select(value => new EnumMemberSpec(
            members[value], value, places[value] < descriptions.Count ? descriptions[places[value]] : ""));
    }
}
