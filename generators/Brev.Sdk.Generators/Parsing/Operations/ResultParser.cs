using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Parsing.Schemas;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Reads what an operation answers with when it succeeds: one value, one of several, nothing, or a stream of values.</summary>
internal sealed class ResultParser(SchemaParser schemas, ProblemLog problems, bool isSwagger)
{
    private readonly StreamParser _streams = new(schemas);

    public ParsedResults Parse(FoundOperation found, string id)
    {
        var successes = new List<Answer>();
        var others = new List<Answer>();
        var hasSuccess = false;
        var empty = new List<string>();
        var answers = found.Operation.Responses ?? [];
        foreach (var status in answers.Keys.OrderBy(status => status, StringComparer.Ordinal))
        {
            var response = Referred.To(answers[status]);
            var pointer = Pointer.Child(found.Pointer, "responses", status);
            if (!IsUsable(response, pointer))
            {
                continue;
            }

            var isSuccess = status.StartsWith("2", StringComparison.Ordinal);
            var hasContent = (isSuccess || status == "default") && HasContent(response);
            hasSuccess |= isSuccess;
            if (status.StartsWith("1", StringComparison.Ordinal) && HasContent(response))
            {
                problems.Add(
                    ProblemIds.LeftOutElement,
                    Pointer.Child(pointer, "content"),
                    $"The body of the answer with status {status}",
                    "such an answer ends no call and has none");
            }

            if (isSuccess && !hasContent)
            {
                empty.Add(status);
            }
            else if (hasContent)
            {
                (isSuccess ? successes : others).AddRange(Answer.Of(status, response, pointer));
            }
        }

        var offered = hasSuccess ? successes : others;
        if (offered.Count == 0)
        {
            return new ParsedResults(ResultSpec.Nothing, null, empty.Count > 0);
        }

        var chosen = Chosen(offered, static _ => true);
        var streamed = chosen.Any(IsJson) ? Chosen(offered, IsStream) : [];
        ReportLeftOut(offered, chosen, streamed);
        return new ParsedResults(Read(chosen, id, empty), streamed.Length > 0 ? Read(streamed, id, empty) : null, empty.Count > 0);
    }

    private static bool IsJson(Answer answer) => answer.Kind == MediaKind.Json;

    private static bool IsStream(Answer answer) => answer.Kind is MediaKind.JsonLines or MediaKind.Events;

    /// <summary>
    /// Those of the first kind. Beside JSON the first of each status, where that is JSON or a text, for each can have a value of its own.
    /// </summary>
    private static Answer[] Chosen(List<Answer> offered, Func<Answer, bool> isMeant)
    {
        var meant = offered.Where(isMeant).ToArray();
        if (meant.Length <= 1)
        {
            return meant;
        }

        var kind = (MediaKind)meant.Min(static answer => (int)answer.Kind);
        return kind == MediaKind.Json
            ? meant.GroupBy(answer => answer.Status).Select(group => group.First())
                .Where(static answer => answer.Kind is MediaKind.Json or MediaKind.Text).ToArray()
            : meant.Where(answer => answer.Kind == kind).ToArray();
    }

    /// <summary>Version 2 names media types for all answers; one without a schema still has no content.</summary>
    private bool HasContent(IOpenApiResponse response) =>
        response.Content is { Count: > 0 } content && (!isSwagger || content.Values.Any(media => media.Schema is not null));

    private bool IsUsable(IOpenApiResponse response, string pointer)
    {
        if (response is not OpenApiResponseReference { Target: null } reference)
        {
            return true;
        }

        problems.AddReference(reference.Reference, pointer);
        return false;
    }

    /// <summary>The same schema in another media type loses nothing.</summary>
    private void ReportLeftOut(List<Answer> offered, Answer[] chosen, Answer[] streamed)
    {
        foreach (var answer in offered.Except(chosen).Except(streamed)
            .Where(answer => !chosen.Any(other => Answer.IsSame(answer.Content, other.Content))))
        {
            problems.Add(ProblemIds.LeftOutMediaType, answer.Pointer, answer.Media, $"answer with status {answer.Status}", chosen[0].Media);
        }
    }

    private ResultSpec Read(Answer[] chosen, string id, List<string> empty)
    {
        var first = chosen.FirstOrDefault(IsJson) ?? chosen[0];
        var result = first.Kind switch
        {
            MediaKind.Json => Json(chosen, first, id, empty),
            MediaKind.JsonLines => _streams.Lines(first, id),
            MediaKind.Events => _streams.Events(first, id),
            MediaKind.Text or MediaKind.Other when first.Kind == MediaKind.Text || MediaTypes.IsText(first.Media) =>
                OrNothing(new ResultSpec(ResultKind.Text, ScalarTypes.Text, false, first.Description), empty),
            _ => OrNothing(new ResultSpec(ResultKind.Other, ScalarTypes.Stream, false, first.Description), empty),
        };
        if (first.Kind is MediaKind.Other)
        {
            problems.Add(ProblemIds.UnsupportedMediaType, first.Pointer, first.Media, "answer");
        }

        return result with
        {
            Accept = result.Kind == ResultKind.None
                ? ""
                : string.Join(", ", chosen.Select(Accepted).Where(MediaTypes.IsWritable).Distinct()),
        };
    }

    /// <summary>No text and an empty one differ by the status alone.</summary>
    private static ResultSpec OrNothing(ResultSpec result, List<string> empty) =>
        result with { IsNullable = empty.Count > 0, Statuses = new(empty.Select(static status => new StatusSpec(status, null))) };

    private static string Accepted(Answer answer) =>
        answer.Kind == MediaKind.Json && MediaTypes.IsPlainJson(answer.Media) ? MediaTypes.Json : answer.Media.Trim();

    private ResultSpec Json(Answer[] chosen, Answer first, string id, List<string> empty)
    {
        var types = chosen.Select(answer => answer.Kind == MediaKind.Text
            ? ScalarTypes.Text
            : schemas.Type(answer.Content.Schema, Hint(answer, first, id), answer.SchemaPointer, isRequest: false)).ToArray();
        // A form of a union is what it is on the wire, as an element of a list is.
        types = IsOneType(types) ? types : types.Select(ScalarTypes.AsElement).ToArray();
        var answer = IsOneType(types)
            ? types[0]
            : schemas.OneOf(
                chosen.Select(one => new PlacedSchema(one.Content.Schema!, one.SchemaPointer)).ToArray(),
                types,
                id + "Answer",
                first.Pointer);
        var model = schemas.Model(answer);
        var kind = answer.Kind switch
        {
            TypeKind.Model when model is { IsEmpty: true } => ResultKind.None,
            TypeKind.Model or TypeKind.Union => ResultKind.Model,
            TypeKind.List => ResultKind.List,
            TypeKind.Text => ResultKind.JsonText,
            _ => ResultKind.Other,
        };
        return new ResultSpec(kind, kind == ResultKind.None
            ? null
            : answer with { IsNullable = false }, model is { HasRequired: false }, first.Description)
        {
            // A list or a map that is not there is an empty one.
            IsNullable = (empty.Count > 0 || types.Any(type => type.IsNullable))
                && kind is not ResultKind.None
                && answer.Kind is not (TypeKind.List or TypeKind.Dictionary),
            Statuses = IsOneForm(types) && chosen.All(IsJson) ? default : new(chosen.Zip(types, static (one, type) =>
                    new StatusSpec(one.Status, type, IsJson(one)))
                .Concat(empty.Select(static status => new StatusSpec(status, null)))
                .OrderBy(static status => status.Status, StringComparer.Ordinal)),
        };
    }

    /// <summary>Whether all answers are read in one way, so that their status does not matter.</summary>
    private static bool IsOneForm(TypeSpec[] types) =>
        IsOneType(types) && types.All(type => !type.IsWrapped || type with { IsNullable = false } == types[0] with { IsNullable = false });

    private static bool IsOneType(TypeSpec[] types) => types.All(type => type.Identity == types[0].Identity);

    /// <summary>The first success names its type after the operation, another one says its status.</summary>
    private static string Hint(Answer answer, Answer first, string id) =>
        id + "Response" + (ReferenceEquals(answer, first) ? "" : Answer.InName(answer.Status));
}
