namespace Brev.Sdk.Generators.Specs;

/// <summary>
/// The types that operations send or answer with as JSON; text and values of any form are not among them, for every document has them.
/// </summary>
/// <param name="Named">Models and unions.</param>
/// <param name="Wrapped">What an answer or an error holds that has no type of its own, one for each format.</param>
/// <param name="Plain">The C# types of what has no type of its own, as far as each has one format in the document.</param>
internal sealed record BodiesSpec(EquatableArray<TypeSpec> Named, EquatableArray<TypeSpec> Wrapped, EquatableArray<TypeSpec> Plain)
{
    public static BodiesSpec From(DocumentSpec document)
    {
        var operations = document.Tags.SelectMany(tag => tag.Operations).ToArray();
        var answers = operations.SelectMany(Answers).ToArray();
        var all = answers.Concat(operations.Select(operation => operation.Body).OfType<BodySpec>()
            .Where(body => body.Form == BodyForm.Json).Select(body => body.Type)).ToArray();
        return new BodiesSpec(
            Each(all.Where(type => type.Kind is TypeKind.Model or TypeKind.Union), type => type.CSharp),
            Each(answers.Where(BodyTypes.IsNeeded), BodyTypes.Name),
            Each(
                all.Where(BodyTypes.IsNeeded).GroupBy(type => type.CSharp)
                    .Where(group => group.Select(BodyTypes.Name).Distinct().Count() == 1).Select(group => group.First()),
                type => type.CSharp));
    }

    private static EquatableArray<TypeSpec> Each(IEnumerable<TypeSpec> types, Func<TypeSpec, string> name) => new(types
        .GroupBy(name)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => group.First() with { IsNullable = false }));

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
