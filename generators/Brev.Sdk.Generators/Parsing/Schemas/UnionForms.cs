using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>The forms of one union.</summary>
internal sealed class UnionForms(SchemaParser schemas, OpenApiDiscriminator? discriminator, string union)
{
    /// <summary>How many forms of a union within this one are repeated here: more stay where they are.</summary>
    private const int MostRepeated = 64;

    private readonly NameScope _names = new NameScope(StringComparer.Ordinal)
        .Reserve(
            union, UnionSpec.UnknownOf(union), "Equals", "GetHashCode", "GetType", "ToString", "EqualityContract", "PrintMembers", "Clone");
    private readonly List<VariantSpec> _variants = [];
    private readonly Dictionary<string, int> _types = new(StringComparer.Ordinal);
    private ILookup<string, string>? _mapped;
    private bool _hasUntyped;

    /// <summary>Numbers without a fraction are tried first.</summary>
    public IEnumerable<VariantSpec> Variants =>
        _variants.OrderBy(variant => variant.Form == JsonForm.Number && variant.Type.IsFraction ? 1 : 0);

    /// <summary>The type that all forms come down to; none for a real union.</summary>
    public TypeSpec? Single =>
        _variants.Count == 0 ? ScalarTypes.Json
        : _hasUntyped ? null
        : _variants.Count == 1 ? _variants[0].Type
        : _variants.All(variant => variant.Form == JsonForm.String) ? SingleText()
        : null;

    /// <param name="type">The type of the form.</param>
    /// <param name="choice">Its schema.</param>
    /// <param name="pointer">Where that stands.</param>
    /// <param name="isWhole">Whether a union within this one stays a form of its own.</param>
    /// <param name="isBase">Whether all other forms extend it.</param>
    public void Add(TypeSpec type, IOpenApiSchema choice, string pointer, bool isWhole = false, bool isBase = false)
    {
        if (type.Kind == TypeKind.Json)
        {
            _hasUntyped = true;
        }
        else if (schemas.Union(type) is { Discriminator: "" } inner
            && discriminator is null
            && !isWhole
            && _variants.Count + inner.Variants.Count <= MostRepeated)
        {
            foreach (var variant in inner.Variants)
            {
                Add(variant);
            }
        }
        else
        {
            var members = schemas.Members(type);
            var plain = ScalarTypes.AsElement(type) with { IsNullable = false };
            Add(schemas.Union(type) is { } nested ? Nested(nested, plain, choice, pointer) : new VariantSpec(
                Name(plain),
                plain,
                Form(type),
                new((members?.Required ?? Enumerable.Empty<string>()).Where(member => members!.Requires(member, members.IsSentOnly))
                    .OrderBy(member => member, StringComparer.Ordinal)),
                new(members?.All.Select(member => member.JsonName) ?? []),
                new(members is null ? [] : Constants(members)),
                Values(choice, pointer))
            {
                IsAnyObject = isBase || plain.Kind == TypeKind.Dictionary || (members is { KeepsUnknown: true } && members.All.Count == 0),
            });
        }
    }

    private static JsonForm Form(TypeSpec type) => type switch
    {
        { Kind: TypeKind.List } => JsonForm.Array,
        { Kind: TypeKind.Model or TypeKind.Dictionary } => JsonForm.Object,
        { Kind: TypeKind.OpenEnum, Number: NumberForm.Either } => JsonForm.Number,
        { Scalar: ScalarKind.Boolean } => JsonForm.Boolean,
        { Number: NumberForm.Text } => JsonForm.String,
        { IsInteger: true } or { IsFraction: true } => JsonForm.Number,
        _ => JsonForm.String,
    };

    private static string Name(TypeSpec type) => type.Kind switch
    {
        TypeKind.List => Name(type.Element!) + "List",
        TypeKind.Dictionary => "Members",
        TypeKind.Model or TypeKind.OpenEnum or TypeKind.Union => Naming.Pascal(type.Name),
        TypeKind.Json => "Value",
        _ when type.Scalar == ScalarKind.Boolean => "Boolean",
        _ when type.IsInteger => "Integer",
        _ when type.IsFraction => "Number",
        _ => "Text",
    };

    /// <summary>
    /// A union within this one: it finds its own form, so it is known by its discriminator and by the members that any of its forms has.
    /// </summary>
    private VariantSpec Nested(UnionSpec nested, TypeSpec plain, IOpenApiSchema choice, string pointer)
    {
        var forms = nested.Variants.Select(variant => variant.Form).Distinct().ToArray();
        var known = nested.Variants.SelectMany(variant => variant.Known).Distinct(StringComparer.Ordinal).ToArray();
        if (!schemas.References.Repeated.TryRepeat(known.Length))
        {
            known = [];
            ReportLeftOut(pointer);
        }

        return new VariantSpec(
            Name(plain),
            plain,
            forms.Length == 1 ? forms[0] : JsonForm.Object,
            new(nested.Discriminator.Length > 0 ? [nested.Discriminator] : []),
            new(known),
            default,
            Values(choice, pointer));
    }

    private void ReportLeftOut(string pointer) => schemas.References.Problems.Add(
        ProblemIds.LeftOutElement, pointer, "What tells this form from others by what is in it", RepeatedMembers.Reason);

    private void Add(VariantSpec variant)
    {
        if (!_types.TryGetValue(variant.Type.Identity, out var same))
        {
            _types.Add(variant.Type.Identity, _variants.Count);
            _variants.Add(
                variant with { Name = _names.Claim(variant.Name == union ? variant.Name + "Value" : variant.Name, variant.Type.Identity) });
        }
        else if (_variants[same].Type.Number != variant.Type.Number)
        {
            // One number in two spellings.
            _variants[same] = _variants[same] with { Type = variant.Type with { Number = NumberForm.Either }, Form = JsonForm.Number };
        }
    }

    /// <summary>One enumeration among texts is that enumeration, for it is open; anything else stays text.</summary>
    private TypeSpec SingleText()
    {
        var enums = _variants.Where(variant => variant.Type.Kind == TypeKind.OpenEnum).ToArray();
        return enums.Length == 1 && _variants.All(variant => variant.Type.Kind is TypeKind.OpenEnum or TypeKind.Text)
            ? enums[0].Type
            : ScalarTypes.Text;
    }

    private static IEnumerable<ConstantSpec> Constants(ModelMembers members)
    {
        foreach (var member in members.All)
        {
            var words = SchemaReferences.Words(member.Schema);
            var only = words.Enum is [{ } value] && SchemaShape.IsTextEnum(words) ? value.GetValue<string>() : null;
            if ((words.Const ?? only) is { } constant)
            {
                yield return new ConstantSpec(member.JsonName, constant);
            }
        }
    }

    private EquatableArray<string> Values(IOpenApiSchema choice, string pointer)
    {
        if (discriminator is null || schemas.References.Resolve(choice, pointer)?.Name is not { } name)
        {
            return default;
        }

        if (discriminator.Mapping is not { Count: > 0 } mapping)
        {
            return new([name]);
        }

        _mapped ??= mapping.ToLookup(entry => schemas.References.Resolve(entry.Value, pointer)?.Name ?? "", entry => entry.Key);
        var mapped = Names(choice, pointer).SelectMany(meant => _mapped[meant]).OrderBy(key => key, StringComparer.Ordinal).ToArray();
        return new(mapped.Length > 0 ? mapped : [name]);
    }

    /// <summary>The names of a form, and of the forms within it, which unions around them repeat as they repeat members.</summary>
    private HashSet<string> Names(IOpenApiSchema choice, string pointer)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<PlacedSchema>([new PlacedSchema(choice, pointer)]);
        while (open.Count > 0)
        {
            var (schema, place) = open.Pop();
            if (schemas.References.Resolve(schema, place) is not { Name: { } name } resolved
                || !names.Add(name)
                || !SchemaShape.IsUnion(resolved.Schema, resolved.Pointer))
            {
                continue;
            }

            var forms = SchemaShape.Choices(resolved.Schema, resolved.Pointer);
            if (!schemas.References.Repeated.TryRepeat(forms.Count))
            {
                ReportLeftOut(pointer);
                break;
            }

            foreach (var form in forms)
            {
                open.Push(form);
            }
        }

        return names;
    }
}
