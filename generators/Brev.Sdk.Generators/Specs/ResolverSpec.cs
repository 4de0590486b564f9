namespace Brev.Sdk.Generators.Specs;

/// <summary>The types that can stand alone in a body.</summary>
/// <param name="Models">The names of models and unions.</param>
/// <param name="Enums">The names of enumerations.</param>
/// <param name="Others">Lists, maps and plain values that an operation sends or answers with.</param>
internal sealed record ResolverSpec(EquatableArray<string> Models, EquatableArray<string> Enums, EquatableArray<TypeSpec> Others)
{
    public static ResolverSpec From(DocumentSpec document) => new(
        new(document.Models.Select(model => model.Name).Concat(document.Unions.Select(union => union.Name)).OrderBy(
            name => name, StringComparer.Ordinal)),
        new(document.Enums.Select(spec => spec.Name)),
        new(BodiesSpec.From(document).Types.Where(type => type.Kind is not (TypeKind.Model or TypeKind.Union or TypeKind.OpenEnum))));
}
