using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Parsing.Schemas;
using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Reads the body of a request: as JSON where the document offers it, then as a form, then as it is.</summary>
/// <param name="schemas">Finds types.</param>
/// <param name="problems">Gets what is left out.</param>
/// <param name="hasStyledParts">Whether parts of a multipart body can have a style, which version 3.0 says of forms alone.</param>
internal sealed class BodyParser(SchemaParser schemas, ProblemLog problems, bool hasStyledParts)
{
    private static readonly TypeSpec File = new(TypeKind.File);

    public BodySpec? Parse(FoundOperation found, string id, ParsedParameters parameters)
    {
        var request = found.Request;
        if (request is OpenApiRequestBodyReference { Target: null } reference)
        {
            problems.AddReference(reference.Reference, Pointer.Child(found.Pointer, "requestBody"));
            return null;
        }

        if (request?.Content is not { Count: > 0 } content)
        {
            return null;
        }

        var media = MediaTypes.First(content);
        var type = content[media];
        var contents = Pointer.Child(found.Pointer, "requestBody", "content");
        ReportLeftOut(content, media, contents);
        ReportEncodings(type, Pointer.Child(contents, media));
        var pointer = Pointer.Child(contents, media);
        return MediaTypes.KindOf(media, type) switch
        {
            MediaKind.Json => Json(media, type, request, id, pointer, parameters),
            MediaKind.JsonLines => Lines(media, type, request, id, pointer),
            MediaKind.Multipart => Parts(type, request, id, pointer, parameters),
            MediaKind.Form => Form(type, request, media, id, pointer, parameters),
            MediaKind.Text => Raw(
                media, BodyForm.Text, ScalarTypes.Text, request, parameters, IsComposed(type.Schema, pointer) ? pointer : null),
            MediaKind.Other => Raw(media, BodyForm.Binary, ScalarTypes.Stream, request, parameters, pointer),
            _ => Raw(media, BodyForm.Binary, ScalarTypes.Stream, request, parameters),
        };
    }

    public static bool IsMultipart(IOpenApiRequestBody? request) =>
        request?.Content is { Count: > 0 } content && MediaTypes.KindOf(MediaTypes.First(content)) == MediaKind.Multipart;

    /// <summary>The same schema in another media type loses nothing.</summary>
    private void ReportLeftOut(IDictionary<string, IOpenApiMediaType> content, string chosen, string pointer)
    {
        foreach (var media in content.Keys)
        {
            if (media != chosen && !Answer.IsSame(content[media], content[chosen]))
            {
                problems.Add(ProblemIds.LeftOutMediaType, Pointer.Child(pointer, media), media, "request", chosen);
            }
        }
    }

    /// <summary>What a field or a part is said to have beside its value and its style.</summary>
    private void ReportEncodings(IOpenApiMediaType type, string pointer)
    {
        foreach (var encoding in type.Encoding ?? new Dictionary<string, OpenApiEncoding>())
        {
            var place = Pointer.Child(pointer, "encoding", encoding.Key);
            ReportOverlooked(place, "headers", encoding.Value.Headers is { Count: > 0 });
            ReportOverlooked(place, "allowReserved", encoding.Value.AllowReserved == true);
        }
    }

    private void ReportOverlooked(string pointer, string word, bool isUsed)
    {
        if (isUsed)
        {
            problems.Add(ProblemIds.UnsupportedKeyword, Pointer.Child(pointer, word), word);
        }
    }

    private static string Description(IOpenApiRequestBody request, IOpenApiMediaType type) =>
        request.Description ?? (type.Schema is { } schema ? SchemaReferences.Words(schema).Description : null) ?? "";

    private BodySpec Json(
        string media, IOpenApiMediaType type, IOpenApiRequestBody request, string id, string pointer, ParsedParameters parameters)
    {
        var body = schemas.Type(type.Schema, id + "Request", Pointer.Child(pointer, "schema"), isRequest: true) with { IsNullable = false };
        var model = schemas.Model(body);
        var isEmpty = request.Required && model is { IsEmpty: true };
        return Typed(
            new BodySpec(body, BodyForm.Json, model is { HasRequired: false }, isEmpty, Description(request, type)),
            MediaTypes.IsPlainJson(media) ? "" : media,
            request,
            parameters);
    }

    /// <summary>
    /// A body says its media type itself where emitted code writes it, so that one that is left out has none; otherwise a header of the
    /// operation says it.
    /// </summary>
    private static BodySpec Typed(BodySpec body, string media, IOpenApiRequestBody request, ParsedParameters parameters)
    {
        body = body with { IsOptional = !request.Required };
        if (media.Length > 0 && !body.IsWritten)
        {
            parameters.Headers.Add("Content-Type: " + media);
        }

        return body with { ContentType = body.IsWritten ? media : "" };
    }

    /// <summary>Each line is one value, also where the schema says that all of them are a list.</summary>
    private BodySpec Lines(string media, IOpenApiMediaType type, IOpenApiRequestBody request, string id, string pointer)
    {
        var place = Pointer.Child(pointer, type.ItemSchema is null ? "schema" : "itemSchema");
        var value = schemas.Type(type.ItemSchema ?? type.Schema, id + "Request", place, isRequest: true);
        var line = type.ItemSchema is null && value.Kind == TypeKind.List ? value.Element! : value;
        return new BodySpec(ScalarTypes.AsElement(line), BodyForm.JsonLines, false, false, Description(request, type))
        {
            ContentType = media,
            IsOptional = !request.Required,
        };
    }

    private BodySpec? Form(
        IOpenApiMediaType type, IOpenApiRequestBody request, string media, string id, string pointer, ParsedParameters parameters)
    {
        var body = schemas.Type(type.Schema, id + "Request", Pointer.Child(pointer, "schema"), isRequest: true) with { IsNullable = false };
        var model = schemas.Model(body);
        if (model is { IsEmpty: true })
        {
            return null;
        }

        if (body.Kind is not (TypeKind.Model or TypeKind.Union or TypeKind.Dictionary or TypeKind.Json))
        {
            return Raw(media, BodyForm.Text, ScalarTypes.Text, request, parameters, pointer);
        }

        if (model?.Properties.FirstOrDefault(property => Unwritable(type, property) is not null) is { } field)
        {
            var place = Pointer.Child(pointer, "encoding", field.JsonName);
            problems.Add(ProblemIds.UnsupportedMediaType, place, Unwritable(type, field)!, "request");
            return Raw(media, BodyForm.Text, ScalarTypes.Text, request, parameters);
        }

        return new BodySpec(body, BodyForm.Form, model is { HasRequired: false }, false, Description(request, type))
        {
            Fields = new(ParameterStyles.Fields(type)),
            IsOptional = !request.Required,
        };
    }

    /// <summary>The media type of a field that its value has no form in; none where it has one, or a style says how it looks.</summary>
    private string? Unwritable(IOpenApiMediaType type, PropertySpec field) =>
        Given(type, field.JsonName) is { Length: > 0 } given
        && ParameterStyles.Fields(type).All(style => style.JsonName != field.JsonName)
        && !given.Any(media => CanHold(media, Single(field.Type)))
            ? given[0]
            : null;

    /// <summary>Every member of a multipart body is a parameter of its own; none is required of a body that can be left out.</summary>
    private BodySpec? Parts(IOpenApiMediaType type, IOpenApiRequestBody request, string id, string pointer, ParsedParameters parameters)
    {
        var schema = Pointer.Child(pointer, "schema");
        if (type.Schema is null)
        {
            problems.Add(ProblemIds.LeftOutElement, pointer, "The body of the request", "no schema describes its parts");
            return null;
        }

        if (schemas.References.Resolve(type.Schema, schema) is not { } resolved)
        {
            return null;
        }

        if (!schemas.References.Repeated.TryBring(resolved.Pointer, resolved.Schema.Properties?.Count ?? 0))
        {
            problems.Add(ProblemIds.LeftOutElement, schema, "The body of the request", RepeatedMembers.Reason);
            return null;
        }

        SchemaKeywords.Report(problems, resolved);
        var members = new ModelMembers(schemas.References);
        members.Collect(resolved.Schema, resolved.Pointer);
        var choices = OfChoices(resolved);
        if (members.DescribesOthers || choices.Any(static choice => choice.DescribesOthers))
        {
            problems.Add(
                ProblemIds.LeftOutElement,
                schema,
                "What the schema says of parts without names",
                "each part is a parameter of its own");
        }

        var all = members.All.Concat(choices.SelectMany(static choice => choice.All))
            .GroupBy(static member => member.JsonName, StringComparer.Ordinal)
            .Select(static group => group.First()).ToArray();
        if (all.Length == 0)
        {
            problems.Add(ProblemIds.LeftOutElement, schema, "The body of the request", "its schema names no part");
        }

        var styles = hasStyledParts ? ParameterStyles.Fields(type).ToArray() : [];
        foreach (var (name, member, place) in all)
        {
            var isNeeded = members.Requires(name, inRequest: true);
            var isRequired = isNeeded && request.Required;
            var partType = PartType(member, id + Naming.Pascal(name) + PlaceNames.OfParameter, place, isRequired);
            var style = styles.FirstOrDefault(style => style.JsonName == name && style.Style != ValueStyle.Json);
            var media = ContentType(type, name, member, place, partType);
            if (style is null && media.Length > 0 && !CanHold(media, Single(partType)))
            {
                problems.Add(
                    ProblemIds.UnsupportedMediaType, Pointer.Child(pointer, "encoding", name), media, $"part '{name}' of the request");
                partType = AsFile(partType, isRequired);
            }

            parameters.Specs.Add(
                new ParameterSpec(
                    "", name, ParameterPlace.Part, partType, isRequired, ValueStyle.Form, true, DescribedDefault.Of(member, isRequired))
            {
                ContentType = media,
                IsNeeded = isNeeded && !isRequired,
                PartStyle = style,
            });
        }

        return null;
    }

    /// <summary>A body that has one of several forms can have the parts of each.</summary>
    private ModelMembers[] OfChoices(ResolvedSchema body) =>
        SchemaShape.Choices(body.Schema, body.Pointer).Select(choice =>
        {
            var members = new ModelMembers(schemas.References);
            members.Collect(choice.Schema, choice.Pointer);
            return members;
        }).ToArray();

    /// <summary>
    /// The media type that the document gives a part; of several the first that its value has a form in, for a file can bring its own. A
    /// text in an encoding of its own is octets by default (OpenAPI 3.1.1, 4.8.15.1.1).
    /// </summary>
    private string ContentType(IOpenApiMediaType type, string name, IOpenApiSchema part, string pointer, TypeSpec partType) =>
        Given(type, name) is { Length: > 0 } given
            ? (given.FirstOrDefault(media => CanHold(media, Single(partType))) ?? given[0]) is var media && media.Contains("*") ? "" : media
            : schemas.References.Resolve(part, pointer)?.Schema
                is OpenApiSchema { ContentEncoding: { Length: > 0 } and not "binary" } encoded
                ? encoded.ContentMediaType ?? MediaTypes.Octets
                : "";

    private static string[] Given(IOpenApiMediaType type, string name) =>
        (type.Encoding ?? new Dictionary<string, OpenApiEncoding>()).TryGetValue(name, out var encoding)
            ? (encoding.ContentType ?? "").Split(',').Select(static media => media.Trim()).Where(static media => media.Length > 0).ToArray()
            : [];

    /// <summary>What one part or field holds: each item of a list has one of its own.</summary>
    private static TypeSpec Single(TypeSpec type) => type.Kind == TypeKind.List ? type.Element! : type;

    private bool CanHold(string media, TypeSpec type) => MediaTypes.CanHold(media, type, schemas.HasParts(type));

    private TypeSpec PartType(IOpenApiSchema schema, string hint, string pointer, bool isRequired)
    {
        if (IsFile(schema, pointer))
        {
            return File;
        }

        if (schemas.References.Resolve(schema, pointer)?.Schema.Items is { } items && IsFile(items, pointer))
        {
            return new TypeSpec(TypeKind.List, Element: ParameterParser.ListElement(File, isRequired));
        }

        var type = schemas.Type(schema, hint, pointer, isRequest: true) with { IsNullable = false };
        return type.Kind == TypeKind.List ? type with { Element = ParameterParser.ListElement(type.Element!, isRequired) } : type;
    }

    /// <summary>What the caller writes in the form of the media type.</summary>
    private static TypeSpec AsFile(TypeSpec part, bool isRequired) =>
        part.Kind == TypeKind.List ? part with { Element = ParameterParser.ListElement(File, isRequired) } : File;

    private bool IsFile(IOpenApiSchema schema, string pointer) =>
        schemas.References.Resolve(schema, pointer)?.Schema is { } target && SchemaShape.IsFile(target);

    private bool IsComposed(IOpenApiSchema? schema, string pointer) =>
        schema is not null && schemas.Shape.IsComposed(schema, Pointer.Child(pointer, "schema"));

    /// <param name="media">The media type.</param>
    /// <param name="form">How it is sent.</param>
    /// <param name="type">What the caller gives.</param>
    /// <param name="request">The body.</param>
    /// <param name="parameters">Get the header that says the media type.</param>
    /// <param name="unusual">Where a media type stands that the value has no form in; none where that is what it says.</param>
    private BodySpec Raw(
        string media, BodyForm form, TypeSpec type, IOpenApiRequestBody request, ParsedParameters parameters, string? unusual = null)
    {
        if (unusual is not null)
        {
            problems.Add(ProblemIds.UnsupportedMediaType, unusual, media, "request");
        }

        return Typed(
            new BodySpec(type, form, false, false, request.Description ?? ""),
            !media.Contains("*") ? media : form == BodyForm.Binary && MediaTypes.IsAny(media) ? MediaTypes.Octets : "",
            request,
            parameters);
    }
}
