using System.Runtime.CompilerServices;
using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Specs;
using Brev.Sdk.Generators.Reading;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>Finds the type of every schema, and the types that have to be emitted for it.</summary>
internal sealed class SchemaParser
{
    /// <summary>How deep lists and maps go within each other before what is in them has no type: compilers do not take much more.</summary>
    private const int MostLevels = 32;

    private readonly ProblemLog _problems;
    private readonly HashSet<string> _aliases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypeSpec> _types = new(StringComparer.Ordinal);
    private readonly Queue<Action> _open = new();
    private readonly DerivedSchemas _derived;
    private readonly SchemaOrder _order;
    private readonly ModelParser _models;
    private readonly UnionParser _unions;
    private readonly EnumParser _enums;
    private int _depth;

    public SchemaParser(
        DocumentFile file, TypeNames names, ProblemLog problems, OpenApiDocument document, IReadOnlyDictionary<string, string> places)
    {
        _problems = problems;
        Names = names;
        References = new SchemaReferences(problems, places, file.Text?.Length ?? 0);
        Shape = new SchemaShape(References);
        _derived = new DerivedSchemas(document, places);
        foreach (var name in _derived.Bases)
        {
            // Before a member that is called so too, whichever of both is met first.
            BaseName(Pointer.Child("/components/schemas", name));
        }

        _order = new SchemaOrder(References, Shape, _derived, Names, schema => _types.ContainsKey(schema.Pointer));
        _models = new ModelParser(
            this,
            problems,
            ReachedSchemas.FromRequests(document, _derived),
            ReachedSchemas.FromPatches(document, _derived),
            ReachedSchemas.FromAnswers(document, _derived));
        _unions = new UnionParser(this);
        _enums = new EnumParser(problems);
    }

    public TypeNames Names { get; }

    public SchemaReferences References { get; }

    public SchemaShape Shape { get; }

    public IEnumerable<ModelSpec> Models => _models.All;

    public IEnumerable<UnionSpec> Unions => _unions.All;

    public IEnumerable<EnumSpec> Enums => _enums.All;

    public ModelSpec? Model(TypeSpec? type) => type is { Kind: TypeKind.Model } ? _models.Find(type.Name) : null;

    /// <summary>The members of a model, which are known before their types are.</summary>
    public ModelMembers? Members(TypeSpec type) => type.Kind == TypeKind.Model ? _models.Members(type.Name) : null;

    public UnionSpec? Union(TypeSpec type) => type.Kind == TypeKind.Union ? _unions.Find(type.Name) : null;

    /// <summary>Whether a union has a form that is more than one text, so that what writes it has to see which form a value has.</summary>
    public bool HasParts(TypeSpec type) =>
        Union(type)?.Variants.Any(form => form.Type.IsCollection || form.Type.Kind == TypeKind.Model) == true;

    /// <param name="given">The schema as it stands in the document.</param>
    /// <param name="hint">The name of the type when the schema has none.</param>
    /// <param name="pointer">Where it stands.</param>
    /// <param name="isRequest">Whether it is a part of a request, so that required members must be given.</param>
    public TypeSpec Type(IOpenApiSchema? given, string hint, string pointer, bool isRequest)
    {
        Names.Begin(pointer, hint);
        var type = Inner(given, pointer, isRequest);
        while (_open.Count > 0)
        {
            _open.Dequeue()();
        }

        return type;
    }

    /// <summary>The type of a schema within another one. What it refers to can still be open.</summary>
    public TypeSpec Inner(IOpenApiSchema? given, string pointer, bool isRequest)
    {
        if (given is null || References.Resolve(given, pointer) is not { } resolved)
        {
            return Untyped(pointer, given is null);
        }

        if (_types.TryGetValue(resolved.Pointer, out var known))
        {
            return known;
        }

        if (_depth > 0)
        {
            return Parse(resolved, isRequest);
        }

        foreach (var schema in _order.Of(resolved))
        {
            Parse(schema, isRequest);
        }

        return _types.TryGetValue(resolved.Pointer, out known) ? known : Parse(resolved, isRequest);
    }

    /// <summary>Goes on with something when everything around it has its name, so that a chain of schemas costs no stack.</summary>
    public void Later(Action parse) => _open.Enqueue(parse);

    private TypeSpec Parse(ResolvedSchema resolved, bool isRequest)
    {
        if (_types.TryGetValue(resolved.Pointer, out var known))
        {
            return known;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        _depth++;
        TypeSpec type;
        try
        {
            type = Resolved(resolved, isRequest);
        }
        finally
        {
            _depth--;
        }

        type = SchemaShape.AllowsNull(resolved.Schema) || SchemaShape.HasNullChoice(resolved.Schema)
            ? type with { IsNullable = true }
            : type;
        if (!_unions.IsOpen(type))
        {
            _types[resolved.Pointer] = type;
        }

        return type;
    }

    /// <summary>A value that has one of several forms, each described for itself.</summary>
    public TypeSpec OneOf(
        IReadOnlyList<PlacedSchema> choices, IReadOnlyList<TypeSpec> types, string hint, string pointer)
    {
        Names.Begin(pointer, hint);
        return _unions.Of(choices, types, Names.Inline(pointer));
    }

    public static TypeSpec Named(TypeKind kind, string name) => new(kind) { Name = name };

    private TypeSpec Resolved(ResolvedSchema resolved, bool isRequest)
    {
        var schema = resolved.Schema;
        SchemaKeywords.Report(_problems, resolved);
        var choices = SchemaShape.IsUnion(schema, resolved.Pointer) ? SchemaShape.Choices(schema, resolved.Pointer) : [];
        if (choices.Count == 1)
        {
            return Guarded(resolved, () => Inner(choices[0].Schema, choices[0].Pointer, isRequest));
        }

        if (choices.Count > 1)
        {
            return _unions.Parse(resolved, choices, Name(resolved), isRequest);
        }

        if (_derived.Of(schema) is { } derived && (derived.Count > 0 || Shape.IsModel(schema, resolved.Pointer)))
        {
            return _unions.Parse(resolved, derived, Name(resolved), isRequest, () => Base(resolved, isRequest));
        }

        var isModel = Shape.IsModel(schema, resolved.Pointer);
        if (OfParts(resolved, isModel, isRequest) is { } whole)
        {
            return whole;
        }

        if (isModel)
        {
            return Named(TypeKind.Model, _models.Parse(resolved, Name(resolved), isRequest));
        }

        return SchemaShape.IsTextEnum(schema) ? Named(TypeKind.OpenEnum, _enums.Parse(resolved, Name(resolved)))
            : SchemaShape.IsNamedNumberEnum(schema)
                ? Named(TypeKind.OpenEnum, _enums.Parse(resolved, Name(resolved))) with { Number = NumberForm.Either }
            : (SchemaShape.Kinds(schema) ?? SchemaShape.Implied(schema)) is var kinds
                && ScalarTypes.Of(kinds, schema.Format) is { } scalar ? scalar
            : Simple(resolved, kinds, isRequest);
    }

    /// <summary>What the parts of an <c>allOf</c> say, where they are no members of a model.</summary>
    private TypeSpec? OfParts(ResolvedSchema resolved, bool isModel, bool isRequest)
    {
        var parts = SchemaShape.Parts(resolved.Schema, resolved.Pointer);
        if (parts.Count == 0 || resolved.Schema.Properties is { Count: > 0 } || (isModel && (parts.Count > 1 || resolved.Name is not null)))
        {
            return null;
        }

        var (values, said) = isModel ? default : ScalarParts.Of(References, resolved, parts);
        if (said is not null && values is null)
        {
            return said;
        }

        if (values?.Pointer == resolved.Pointer)
        {
            return Named(TypeKind.OpenEnum, _enums.Parse(resolved, Name(resolved)));
        }

        foreach (var part in parts.Skip(1).Where(part => Shape.Unions(part).All > 0))
        {
            _problems.Add(ProblemIds.LeftOutElement, part.Pointer, "What this part says", "the first part alone says what a value is");
        }

        return Guarded(resolved, () => Inner((values ?? parts[0]).Schema, (values ?? parts[0]).Pointer, isRequest));
    }

    /// <summary>What others extend, for a value that is none of them.</summary>
    private TypeSpec? Base(ResolvedSchema resolved, bool isRequest) => Shape.IsModel(resolved.Schema, resolved.Pointer)
        ? Named(TypeKind.Model, _models.Parse(resolved, BaseName(resolved.Pointer), isRequest))
        : null;

    private string BaseName(string pointer) => Names.Inline(Pointer.Child(pointer, "base"));

    private TypeSpec Simple(ResolvedSchema resolved, JsonSchemaType? kinds, bool isRequest)
    {
        var schema = resolved.Schema;
        var child = Pointer.Child(resolved.Pointer, "items");
        var value = Pointer.Child(resolved.Pointer, "additionalProperties");
        return kinds switch
        {
            JsonSchemaType.Array => Guarded(resolved, () => Collection(TypeKind.List, schema.Items, child, isRequest)),
            JsonSchemaType.Object when schema.AdditionalProperties is { } values =>
                Guarded(resolved, () => Collection(TypeKind.Dictionary, values, value, isRequest)),
            JsonSchemaType.Object => new TypeSpec(TypeKind.Dictionary, Element: ScalarTypes.Json),
            null => Untyped(resolved.Pointer, isReported: ExtensionValues.Flag(schema.Extensions, SchemaWords.IsAnything) != true),
            _ => Guarded(resolved, () => _unions.OfKinds(resolved, kinds.Value, Name(resolved), isRequest)),
        };
    }

    private TypeSpec Collection(TypeKind kind, IOpenApiSchema? element, string pointer, bool isRequest)
    {
        var type = Inner(element, pointer, isRequest);
        return new TypeSpec(
            kind, Element: ScalarTypes.AsElement(Levels(type) < MostLevels ? type : Untyped(pointer, isReported: true)));
    }

    private static int Levels(TypeSpec? type)
    {
        var levels = 0;
        for (; type is not null; type = type.Element)
        {
            levels++;
        }

        return levels;
    }

    private string Name(ResolvedSchema resolved) => resolved.Name is { } name ? Names.Of(name) : Names.Inline(resolved.Pointer);

    /// <summary>A list of itself, say, has no C# type.</summary>
    private TypeSpec Guarded(ResolvedSchema resolved, Func<TypeSpec> parse)
    {
        if (!_aliases.Add(resolved.Pointer))
        {
            return Untyped(resolved.Pointer, isReported: true);
        }

        try
        {
            return parse();
        }
        finally
        {
            _aliases.Remove(resolved.Pointer);
        }
    }

    private TypeSpec Untyped(string pointer, bool isReported)
    {
        if (isReported)
        {
            _problems.Add(ProblemIds.UntypedValue, pointer);
        }

        return ScalarTypes.Json;
    }
}
