namespace Brev.Sdk.Generators.Specs;

/// <summary>The types that can stand alone in a body.</summary>
/// <param name="Models">The names of models and unions.</param>
/// <param name="Bodies">What answers hold that has no type of its own.</param>
/// <param name="Enums">The names of enumerations.</param>
/// <param name="Others">Lists, maps and plain values that an operation sends or answers with.</param>
internal sealed record ResolverSpec(
    EquatableArray<string> Models, EquatableArray<TypeSpec> Bodies, EquatableArray<string> Enums, EquatableArray<TypeSpec> Others)
{
    public static ResolverSpec From(DocumentSpec document) => From(document, BodiesSpec.From(document));

    private static ResolverSpec From(DocumentSpec document, BodiesSpec bodies) => new(
        new(document.Models.Select(model => model.Name).Concat(document.Unions.Select(union => union.Name)).OrderBy(
            name => name, StringComparer.Ordinal)),
        bodies.Wrapped,
        new(document.Enums.Select(spec => spec.Name)),
        new(bodies.Plain.Where(type => type.Kind != TypeKind.OpenEnum)));
}
