using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>The forms of one union.</summary>
internal sealed class UnionForms(SchemaParser schemas, OpenApiDiscriminator? discriminator, string union)
{
    private readonly NameScope _names = new NameScope(StringComparer.Ordinal)
        .Reserve(union, "Unknown", "Equals", "GetHashCode", "GetType", "ToString", "EqualityContract", "PrintMembers", "Clone");
    private readonly List<VariantSpec> _variants = [];
    private bool _hasUntyped;

    /// <summary>Numbers without a fraction are tried first.</summary>
    public IEnumerable<VariantSpec> Variants => _variants.OrderBy(variant => variant.Form == JsonForm.Number && variant.Type.Name is "double" or "float" or "decimal" ? 1 : 0);

    /// <summary>The type that all forms come down to; none for a real union.</summary>
    public TypeSpec? Single =>
        _variants.Count == 0 ? ScalarTypes.Json
        : _hasUntyped ? null
        : _variants.Count == 1 ? _variants[0].Type
        : _variants.All(variant => variant.Form == JsonForm.String) ? SingleText()
        : null;

    public void Add(TypeSpec type, IOpenApiSchema choice, string pointer)
    {
        if (type.Kind == TypeKind.Json)
        {
            _hasUntyped = true;
        }
        else if (schemas.Union(type) is { } inner)
        {
            foreach (var variant in inner.Variants)
            {
                Add(variant);
            }
        }
        else
        {
            var model = schemas.Model(type);
            var plain = ScalarTypes.AsElement(type) with { IsNullable = false, Number = NumberForm.Plain };
            Add(new VariantSpec(
                Name(plain),
                plain,
                Form(plain),
                Required(choice, pointer),
                new(model?.Properties.Select(property => property.JsonName) ?? []),
                Constants(choice, pointer),
                Values(choice, pointer)));
        }
    }

    private static JsonForm Form(TypeSpec type) => type switch
    {
        { Kind: TypeKind.List } => JsonForm.Array,
        { Kind: TypeKind.Model or TypeKind.Dictionary } => JsonForm.Object,
        { Name: "bool" } => JsonForm.Boolean,
        { Name: "int" or "long" or "ulong" or "float" or "double" or "decimal" } => JsonForm.Number,
        _ => JsonForm.String,
    };

    private static string Name(TypeSpec type) => type.Kind switch
    {
        TypeKind.List => Name(type.Element!) + "List",
        TypeKind.Dictionary => "Members",
        TypeKind.Model or TypeKind.OpenEnum or TypeKind.Union => type.Name.Substring(type.Name.LastIndexOf('.') + 1),
        TypeKind.Json => "Value",
        _ => Form(type) switch { JsonForm.Boolean => "Boolean", JsonForm.Number => type.Name is "int" or "long" or "ulong" ? "Integer" : "Number", _ => "Text" },
    };

    private void Add(VariantSpec variant)
    {
        if (_variants.All(other => other.Type.CSharp != variant.Type.CSharp))
        {
            _variants.Add(variant with { Name = _names.Claim(variant.Name == union ? variant.Name + "Value" : variant.Name, variant.Type.CSharp) });
        }
    }

    /// <summary>One enumeration among texts is that enumeration, for it is open; anything else stays text.</summary>
    private TypeSpec SingleText()
    {
        var enums = _variants.Where(variant => variant.Type.Kind == TypeKind.OpenEnum).ToArray();
        return enums.Length == 1 && _variants.All(variant => variant.Type.Kind is TypeKind.OpenEnum or TypeKind.Text) ? enums[0].Type : ScalarTypes.Text;
    }

    private ModelMembers Members(IOpenApiSchema choice, string pointer)
    {
        var members = new ModelMembers(schemas.References);
        members.Collect(choice, pointer);
        return members;
    }

    private EquatableArray<string> Required(IOpenApiSchema choice, string pointer) =>
        new(Members(choice, pointer).Required.OrderBy(name => name, StringComparer.Ordinal));

    private EquatableArray<ConstantSpec> Constants(IOpenApiSchema choice, string pointer) => new(Members(choice, pointer).All
        .Select(member => (member.JsonName, Value: member.Schema.Const ?? (member.Schema.Enum is [{ } only] && SchemaShape.IsTextEnum(member.Schema) ? only.GetValue<string>() : null)))
        .Where(member => member.Value is not null)
        .Select(member => new ConstantSpec(member.JsonName, member.Value!)));

    private EquatableArray<string> Values(IOpenApiSchema choice, string pointer)
    {
        if (discriminator is null || schemas.References.Resolve(choice, pointer)?.Name is not { } name)
        {
            return default;
        }

        var mapped = (discriminator.Mapping ?? new Dictionary<string, OpenApiSchemaReference>())
            .Where(entry => entry.Value.Reference.Id == name)
            .Select(entry => entry.Key)
            .OrderBy(key => key, StringComparer.Ordinal)
            .ToArray();
        return new(mapped.Length > 0 ? mapped : [name]);
    }
}
