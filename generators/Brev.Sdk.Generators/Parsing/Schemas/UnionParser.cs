using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>Reads values that have one of several forms.</summary>
internal sealed class UnionParser(SchemaParser schemas)
{
    private readonly Dictionary<string, UnionSpec> _unions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _referred = new(StringComparer.Ordinal);

    public IEnumerable<UnionSpec> All => _unions.Values;

    /// <summary>Whether a type is a union whose forms are still being read: it can turn out to be none.</summary>
    public bool IsOpen(TypeSpec type) => type.Kind == TypeKind.Union && _open.Contains(type.Name);

    public UnionSpec? Find(string name) => _unions.TryGetValue(name, out var union) ? union : null;

    /// <param name="resolved">The schema.</param>
    /// <param name="choices">The schemas of its forms.</param>
    /// <param name="name">Its name.</param>
    /// <param name="isRequest">Whether it is a part of a request.</param>
    /// <param name="own">Gives the form that the schema itself is, beside those that extend it.</param>
    public TypeSpec Parse(
        ResolvedSchema resolved,
        IReadOnlyList<PlacedSchema> choices,
        string name,
        bool isRequest,
        Func<TypeSpec?>? own = null)
    {
        if (_unions.ContainsKey(name))
        {
            _referred.Add(name);
            return SchemaParser.Named(TypeKind.Union, name);
        }

        var discriminator = own is null ? resolved.Schema.Discriminator : DerivedSchemas.Discriminator(resolved.Schema);

        // A form can lead back here.
        _open.Add(name);
        _unions.Add(name, new UnionSpec(name, resolved.Name
            ?? name, resolved.Schema.Description ?? "", discriminator?.PropertyName ?? "", default));
        // What nothing extends yet is all values.
        var forms = new UnionForms(schemas, choices.Count > 0 ? discriminator : null, name);

        // The first, so that its property keeps its name whatever what extends it is called.
        if (own?.Invoke() is { } itself)
        {
            forms.Add(itself, resolved.Schema, resolved.Pointer, isBase: true);
        }

        foreach (var (choice, pointer) in choices)
        {
            forms.Add(schemas.Inner(choice, pointer, isRequest), choice, pointer);
        }

        return Finish(name, forms, canBeOne: own is null);
    }

    /// <summary>Schemas that stand apart in the document, whose types are known and different: one form for each type.</summary>
    public TypeSpec Of(IReadOnlyList<PlacedSchema> choices, IReadOnlyList<TypeSpec> types, string name)
    {
        _unions[name] = new UnionSpec(name, name, "", "", default);
        var forms = new UnionForms(schemas, null, name);
        for (var index = 0; index < choices.Count; index++)
        {
            forms.Add(types[index], choices[index].Schema, choices[index].Pointer, isWhole: true);
        }

        _unions[name] = _unions[name] with { Variants = new(forms.Variants) };
        return SchemaParser.Named(TypeKind.Union, name);
    }

    /// <summary>A schema with several types, such as <c>["string", "boolean"]</c>.</summary>
    public TypeSpec OfKinds(ResolvedSchema resolved, JsonSchemaType kinds, string name, bool isRequest)
    {
        _unions[name] = new UnionSpec(name, resolved.Name ?? name, resolved.Schema.Description ?? "", "", default);
        var forms = new UnionForms(schemas, null, name);
        foreach (var kind in new[]
        {
            JsonSchemaType.String, JsonSchemaType.Integer, JsonSchemaType.Number, JsonSchemaType.Boolean, JsonSchemaType.Array,
            JsonSchemaType.Object,
        })
        {
            if ((kinds & kind) == kind)
            {
                var single = OfKind(resolved.Schema, kind);
                forms.Add(schemas.Inner(single, PlaceOf(resolved.Pointer, kind), isRequest), single, resolved.Pointer);
            }
        }

        return Finish(name, forms);
    }

    /// <summary>What a schema with several types says about the values of one of them.</summary>
    private static OpenApiSchema OfKind(IOpenApiSchema schema, JsonSchemaType kind) => kind switch
    {
        JsonSchemaType.Object => new()
        {
            Type = kind,
            Properties = schema.Properties,
            Required = schema.Required,
            AdditionalProperties = schema.AdditionalProperties,
            AdditionalPropertiesAllowed = schema.AdditionalPropertiesAllowed,
        },
        JsonSchemaType.Array => new() { Type = kind, Items = schema.Items },
        _ => new() { Type = kind, Format = schema.Format },
    };

    /// <summary>
    /// One form left is no union, unless something inside of it has been given the union's name already, or others can extend it.
    /// </summary>
    private TypeSpec Finish(string name, UnionForms forms, bool canBeOne = true)
    {
        _open.Remove(name);
        if (forms.Single is { } single && !_referred.Contains(name) && (canBeOne || single.Kind == TypeKind.Json))
        {
            _unions.Remove(name);
            return single;
        }

        _unions[name] = _unions[name] with { Variants = new(forms.Variants) };
        return SchemaParser.Named(TypeKind.Union, name);
    }

    /// <summary>Where one kind of a schema with several types stands, as it were.</summary>
    public static string PlaceOf(string pointer, JsonSchemaType kind) => $"{pointer}/type/{kind}";

    /// <summary>Names the places of the forms: one alone adds nothing to the name of the whole.</summary>
    public static void NameForms(IReadOnlyList<PlacedSchema> choices, TypeNames names)
    {
        foreach (var (choice, pointer) in choices)
        {
            names.Step(pointer, choices.Count == 1 ? "" : Suffix(SchemaReferences.Words(choice), pointer));
        }
    }

    /// <summary>What the document calls a form that has no name of its own.</summary>
    private static string Suffix(IOpenApiSchema choice, string pointer) =>
        choice.Title is { Length: > 0 } title
            ? Naming.Pascal(title)
            : Naming.Pascal(SchemaShape.Kinds(choice)?.ToString() ?? "Form") + pointer.Substring(pointer.LastIndexOf('/') + 1);
}
