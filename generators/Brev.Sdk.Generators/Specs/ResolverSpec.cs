namespace Brev.Sdk.Generators.Specs;

/// <summary>The types that can stand alone in a body.</summary>
/// <param name="Models">The names of models and unions.</param>
/// <param name="Bodies">The names of what stands for answers without a type of their own.</param>
/// <param name="Enums">The names of enumerations.</param>
/// <param name="Others">Lists, maps and plain values that an operation sends or answers with.</param>
internal sealed record ResolverSpec(
    EquatableArray<string> Models, EquatableArray<string> Bodies, EquatableArray<string> Enums, EquatableArray<TypeSpec> Others)
{
    public static ResolverSpec From(DocumentSpec document) => From(document, BodiesSpec.From(document));

    private static ResolverSpec From(DocumentSpec document, BodiesSpec bodies) => new(
        new(document.Models.Select(model => model.Name).Concat(document.Unions.Select(union => union.Name)).OrderBy(
            name => name, StringComparer.Ordinal)),
        new(bodies.Wrapped.Select(BodyTypes.Name)),
        new(document.Enums.Select(spec => spec.Name)),
        new(bodies.Plain.Where(type => type.Kind != TypeKind.OpenEnum)));
}
