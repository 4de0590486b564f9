namespace Brev.Sdk.Generators.Specs;

/// <summary>The types that operations send or answer with as JSON.</summary>
/// <param name="Types">Each once; text and values of any form are not among them, for every document has them.</param>
internal sealed record BodiesSpec(EquatableArray<TypeSpec> Types)
{
    public static BodiesSpec From(DocumentSpec document) => new(new EquatableArray<TypeSpec>(All(document)
        .Where(type => type.Kind is not (TypeKind.Stream or TypeKind.Text or TypeKind.Json))
        .GroupBy(type => type.CSharp)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => group.First())));

    private static IEnumerable<TypeSpec> All(DocumentSpec document)
    {
        foreach (var operation in document.Tags.SelectMany(tag => tag.Operations))
        {
            if (operation.Body is { Form: BodyForm.Json or BodyForm.JsonText } body)
            {
                yield return body.Type;
            }

            if (operation.Result is { Type: { } result, IsStream: false })
            {
                yield return result;
            }

            foreach (var error in operation.Errors)
            {
                yield return error.Type;
            }
        }
    }
}
