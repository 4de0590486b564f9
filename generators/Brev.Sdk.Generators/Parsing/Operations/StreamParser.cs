using Brev.Sdk.Generators.Parsing.Schemas;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Reads answers whose values come one after the other.</summary>
internal sealed class StreamParser(SchemaParser schemas)
{
    /// <summary>The fields of an event (WHATWG HTML, 9.2.6).</summary>
    private static readonly string[] Fields = ["event", "id", "data", "retry"];

    /// <summary>Each line is one value, also where the schema says that all of them are a list.</summary>
    public ResultSpec Lines(Answer answer, string id)
    {
        var type = schemas.Type(answer.Item, id + "Response", answer.ItemPointer, isRequest: false);
        var line = answer.Content.ItemSchema is null && type.Kind == TypeKind.List ? type.Element! : type;
        return new ResultSpec(ResultKind.Lines, ScalarTypes.AsElement(line), false, answer.Description);
    }

    /// <summary>Data without a structure, or with a text, is no affair of JSON: the stream is handed on as it is.</summary>
    public ResultSpec Events(Answer answer, string id)
    {
        if (answer.Item is null
            || schemas.Type(answer.Item, id + "Event", answer.ItemPointer, isRequest: false) is not { Kind: not TypeKind.Text } type)
        {
            return new ResultSpec(ResultKind.Other, ScalarTypes.Stream, false, answer.Description);
        }

        var item = ScalarTypes.AsElement(type) with { IsNullable = false };
        var data = EventData(type, isItem: answer.Content.ItemSchema is not null).ToArray();
        return new ResultSpec(data.Length > 0 ? ResultKind.WholeEvents : ResultKind.Events, item, false, answer.Description)
        {
            HasTextData = data.Length > 0 ? data.All(property => property.Type.IsJsonText) : item.IsJsonText,
        };
    }

    /// <summary>
    /// The data of each form of an event; none when the schema describes the data alone. An <c>itemSchema</c> with data describes the event
    /// (OpenAPI 3.2, Special Considerations for Server-Sent Events). Any other does when it has fields of events and nothing else, for data
    /// has members of these names as well.
    /// </summary>
    private IEnumerable<PropertySpec> EventData(TypeSpec type, bool isItem)
    {
        var forms = (schemas.Union(type) is { } union
            ? union.Variants.Select(variant => variant.Type)
            : [type]).Select(schemas.Model).ToArray();
        var isWhole = forms.All(form => Find(form, "data") is not null && (isItem || IsEvent(form!)));
        return isWhole ? forms.Select(form => Find(form, "data")!) : [];
    }

    private static bool IsEvent(ModelSpec form) =>
        (Find(form, "event") ?? Find(form, "id")) is not null && form.Properties.All(property => Fields.Contains(property.JsonName));

    private static PropertySpec? Find(ModelSpec? model, string jsonName) =>
        model?.Properties.FirstOrDefault(property => property.JsonName == jsonName);
}
