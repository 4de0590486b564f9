using Brev.Sdk.Generators.Emitting.Support;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the types that emitted code shares; of those that are for one kind of value, only what is used.</summary>
internal static class SupportEmitter
{
    private const string JsonText = nameof(JsonText);

    private const string NullableJsonText = nameof(NullableJsonText);

    private const string UnionForm = nameof(UnionForm);

    private static readonly Dictionary<string, string> Always = new(StringComparer.Ordinal)
    {
        ["BodyFormat"] = BodyFormatSource.Text,
        ["BooleanFormat"] = BooleanFormatSource.Text,
        ["ElementFormat"] = ElementFormatSource.Text,
        ["FormattedBody"] = FormattedBodySource.Text,
        ["FractionFormat"] = FractionFormatSource.Text,
        ["IJsonFormat"] = IJsonFormatSource.Text,
        ["IJsonModel"] = IJsonModelSource.Text,
        ["IOpenEnum"] = IOpenEnumSource.Text,
        ["IntegerFormat"] = IntegerFormatSource.Text,
        ["JsonFormatConverter"] = JsonFormatConverterSource.Text,
        ["JsonMembers"] = JsonMembersSource.Text,
        ["JsonModelConverter"] = JsonModelConverterSource.Text,
        ["JsonPath"] = JsonPathSource.Text,
        ["JsonReading"] = JsonReadingSource.Text,
        ["ListFormat"] = ListFormatSource.Text,
        ["MapFormat"] = MapFormatSource.Text,
        ["MemberWriter"] = MemberWriterSource.Text,
        ["ModelFormat"] = ModelFormatSource.Text,
        ["OpenEnumConverter"] = OpenEnumConverterSource.Text,
        ["OpenEnumFormat"] = OpenEnumFormatSource.Text,
        ["OpenEnumValue"] = OpenEnumValueSource.Text,
        ["TextFormat"] = TextFormatSource.Text,
        ["TimeFormat"] = TimeFormatSource.Text,
    };

    private static readonly Dictionary<string, string> WhenUsed = new(StringComparer.Ordinal)
    {
        ["BytesFormat"] = BytesFormatSource.Text,
        ["DateFormat"] = DateFormatSource.Text,
        ["GoDurationFormat"] = GoDurationFormatSource.Text,
        ["GuidFormat"] = GuidFormatSource.Text,
        ["IsoDurationFormat"] = IsoDurationFormatSource.Text,
        [JsonText] = JsonTextSource.Text,
        ["NanosecondsFormat"] = NanosecondsFormatSource.Text,
        ["NullableFormat"] = NullableFormatSource.Text,
        [NullableJsonText] = NullableJsonTextSource.Text,
        ["NullableReferenceFormat"] = NullableReferenceFormatSource.Text,
        ["NumberTextFormat"] = NumberTextFormatSource.Text,
        ["ProtobufDurationFormat"] = ProtobufDurationFormatSource.Text,
        [OpenRecordSource.TypeName] = OpenRecordSource.Text,
        [PrintedSource.TypeName] = PrintedSource.Text,
        [UnionForm] = UnionFormSource.Text,
    };

    /// <summary>
    /// For values that become the text of an address, a header, a form or a part, those that come as a stream, and credentials.
    /// </summary>
    private static readonly Dictionary<string, string> WhenWritten = new(StringComparer.Ordinal)
    {
        ["Answer"] = AnswerSource.Text,
        ["CoreMethod"] = CoreMethodSource.Text,
        ["CredentialHandler"] = CredentialHandlerSource.Text,
        ["CredentialPlace"] = CredentialPlaceSource.Text,
        ["FormBody"] = FormBodySource.Text,
        ["JsonLines"] = JsonLinesSource.Text,
        ["JsonLinesBody"] = JsonLinesBodySource.Text,
        ["JsonStreamValue"] = JsonStreamValueSource.Text,
        ["MultipartBody"] = MultipartBodySource.Text,
        ["Pages"] = PagesSource.Text,
        ["QueryString"] = QueryStringSource.Text,
        ["QueryStringConverter"] = QueryStringConverterSource.Text,
        ["SecurityScheme"] = SecuritySchemeSource.Text,
        ["SentBody"] = SentBodySource.Text,
        ["ServerSentEvents"] = ServerSentEventsSource.Text,
        ["StatusAnswer"] = StatusAnswerSource.Text,
        ["ValueStyle"] = ValueStyleSource.Text,
        ["WireValue"] = WireValueSource.Text,
    };

    /// <summary>The names of what a document needs.</summary>
    public static IEnumerable<string> Used(DocumentSpec document)
    {
        var operations = document.Tags.SelectMany(tag => tag.Operations).ToArray();
        var bodies = BodiesSpec.From(document);
        var formats = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in document.Models.SelectMany(model => model.Properties).Select(property => property.Type)
            .Concat(document.Unions.SelectMany(union => union.Variants).Select(variant => variant.Type))
            .Concat(bodies.Wrapped)
            .Concat(bodies.Plain)
            .Concat(operations.Where(operation => operation.HasCore).SelectMany(Written)))
        {
            Formats.AddParts(type, formats);
        }

        var text = operations.SelectMany(TextReaders);
        var records = document.Models.SelectMany(model =>
            (ModelEmitter.IsOpen(model) ? (IEnumerable<string>)[OpenRecordSource.TypeName] : [])
                .Concat(ModelEmitter.IsPrinted(model) ? [PrintedSource.TypeName] : []));
        var unions = document.Unions.Count > 0 ? [UnionForm] : Array.Empty<string>();
        var written = operations.Where(operation => operation.HasCore).SelectMany(Writers);
        var security = document.Security.IsEmitted ? ["CredentialHandler", "CredentialPlace", "SecurityScheme"] : Array.Empty<string>();
        return formats.Concat(text).Concat(records).Concat(unions).Where(WhenUsed.ContainsKey)
            .Concat(Always.Keys).Concat(written).Concat(security)
            .Distinct()
            .OrderBy(name => name, StringComparer.Ordinal);
    }

    public static string Emit(string targetNamespace, string name)
    {
        var writer = SourceFile.Begin(targetNamespace + ".Serialization");
        var source =
            (Always.TryGetValue(name, out var always) ? always : WhenWritten.TryGetValue(name, out var written) ? written : WhenUsed[name])
            .Replace("\r", "")
            .Replace("[Hidden]", SourceFile.HiddenInEditors + "\n" + SourceFile.GeneratedCode)
            .Replace("[Internal]", SourceFile.GeneratedCode)
            .Replace("[Generated]", SourceFile.GeneratedCode);
        foreach (var line in source.Split('\n'))
        {
            writer.Line(line);
        }

        return writer.Finish();
    }

    private static IEnumerable<string> TextReaders(OperationSpec operation) =>
        (operation.Result is { Kind: ResultKind.JsonText, Statuses.Count: 0, IsNullable: false } ? (IEnumerable<string>)[JsonText] : [])
            .Concat(operation.Result is { Kind: ResultKind.JsonText, IsNullable: true }
                || operation.Result.Statuses.Any(status => status.Type is { Kind: TypeKind.Text }) ? [NullableJsonText] : []);

    private static IEnumerable<string> Writers(OperationSpec operation)
    {
        var isForm = operation.Body is { Form: BodyForm.Form };
        var hasPairs = isForm || operation.IsMultipart || operation.Parameters.Any(parameter => parameter.Place == ParameterPlace.Cookie
            || parameter is { Place: ParameterPlace.Query, IsOneText: false });
        return (isForm || operation.IsMultipart || operation.Parameters.Count > 0 ? (IEnumerable<string>)["ValueStyle", "WireValue"] : [])
            .Concat(operation.Body is { IsWritten: true, Form: BodyForm.Json or BodyForm.Text or BodyForm.Binary } or { IsOptional: true }
                ? ["SentBody"]
                : [])
            .Concat(operation.Result.Statuses.Count > 0 ? ["StatusAnswer"] : CoreResult.Reading(operation) is null ? [] : ["Answer"])
            .Concat(operation.Pagination is null ? ["CoreMethod"] : ["CoreMethod", "Pages"])
            .Concat(hasPairs ? ["QueryString", "QueryStringConverter"] : [])
            .Concat(isForm ? ["FormBody"] : [])
            .Concat(operation.Body is { Form: BodyForm.JsonLines } ? ["JsonLinesBody"] : [])
            .Concat(operation.IsMultipart ? ["MultipartBody"] : [])
            .Concat(operation.Result.IsStream ? ["JsonStreamValue", operation.Result.Kind == ResultKind.Lines
                ? "JsonLines"
                : "ServerSentEvents"] : []);
    }

    private static IEnumerable<TypeSpec> Written(OperationSpec operation) =>
        operation.Parameters.Select(parameter => parameter.Type)
            .Concat(operation.Body is { } body ? [body.Form == BodyForm.JsonLines ? ListOf(body.Type) : body.Type] : [])
            .Concat(operation.Result is { IsStream: true, Type: { } item } ? [ListOf(item)] : []);

    private static TypeSpec ListOf(TypeSpec item) => new(TypeKind.List, Element: item);
}
