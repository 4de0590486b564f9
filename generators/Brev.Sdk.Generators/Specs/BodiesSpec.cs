namespace Brev.Sdk.Generators.Specs;

/// <summary>
/// The types that operations send or answer with as JSON; text and values of any form are not among them, for every document has them.
/// </summary>
/// <param name="Named">Models and unions.</param>
/// <param name="Wrapped">What an answer or an error holds that has no type of its own, one for each format.</param>
/// <param name="Plain">What has no type of its own, as far as all of it that is one type travels in one way.</param>
internal sealed record BodiesSpec(EquatableArray<TypeSpec> Named, EquatableArray<TypeSpec> Wrapped, EquatableArray<TypeSpec> Plain)
{
    public static BodiesSpec From(DocumentSpec document)
    {
        var operations = document.Tags.SelectMany(tag => tag.Operations).ToArray();
        var answers = operations.SelectMany(Answers).ToArray();
        var all = answers.Concat(operations.Select(operation => operation.Body).OfType<BodySpec>()
            .Where(body => body.Form == BodyForm.Json).Select(body => body.Type)).ToArray();
        return new BodiesSpec(
            Each(all.Where(type => type.Kind is TypeKind.Model or TypeKind.Union)),
            Each(answers.Where(type => type.IsWrapped)),
            Each(all.Where(type => type.IsWrapped).GroupBy(type => type.Identity).Select(Each).Where(forms => forms.Count == 1)
                .Select(forms => forms[0])));
    }

    private static EquatableArray<TypeSpec> Each(IEnumerable<TypeSpec> types) =>
        new(types.Select(type => type with { IsNullable = false }).Distinct());

    private static IEnumerable<TypeSpec> Answers(OperationSpec operation)
    {
        if (operation.Result is { Type: { } result, IsStream: false })
        {
            yield return result;
        }

        foreach (var status in operation.Result.Statuses)
        {
            if (status.Type is { } type)
            {
                yield return type;
            }
        }

        foreach (var error in operation.Errors)
        {
            yield return error.Type;
        }
    }
}
