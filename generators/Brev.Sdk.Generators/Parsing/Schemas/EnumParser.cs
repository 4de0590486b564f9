using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>Reads enumerations of strings.</summary>
internal sealed class EnumParser(ProblemLog problems)
{
    private static readonly string[] Reserved = ["Value", "Clone", "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize", "PrintMembers"];

    private readonly Dictionary<string, EnumSpec> _enums = new(StringComparer.Ordinal);

    public IEnumerable<EnumSpec> All => _enums.Values;

    /// <summary>Gives the name of the type.</summary>
    public string Parse(ResolvedSchema resolved, string name)
    {
        if (!_enums.ContainsKey(name))
        {
            _enums.Add(name, new EnumSpec(name, resolved.Name ?? name, resolved.Schema.Description ?? "", new(Members(resolved, name))));
        }

        return name;
    }

    private IEnumerable<EnumMemberSpec> Members(ResolvedSchema resolved, string name)
    {
        var schema = resolved.Schema;
        var values = schema.Enum!
            .Select(value => value is null || value.GetValueKind() == System.Text.Json.JsonValueKind.Null ? null : value.GetValue<string>())
            .ToArray();
        var names = ExtensionValues.Texts(schema.Extensions, "x-enum-varnames");
        var descriptions = ExtensionValues.Texts(schema.Extensions, "x-enum-descriptions");
        var chosen = values
            .Select((value, index) => (value, index))
            .Where(pair => pair.value is not null)
            .GroupBy(pair => pair.value!)
            .ToDictionary(group => group.Key, group => group.First().index);
        var members = new NameScope(StringComparer.Ordinal).Reserve(Reserved).Reserve(name).Assign(
            chosen.Keys,
            value => chosen[value] < names.Count && Naming.IsIdentifier(names[chosen[value]]) ? names[chosen[value]] : Naming.Pascal(value),
            (value, given) => problems.Add(ProblemIds.NameCollision, Pointer.Child(resolved.Pointer, "enum"), value, given));
        return chosen.OrderBy(pair => pair.Value)
            .Select(pair => new EnumMemberSpec(members[pair.Key], pair.Key, pair.Value < descriptions.Count ? descriptions[pair.Value] : ""));
    }
}
