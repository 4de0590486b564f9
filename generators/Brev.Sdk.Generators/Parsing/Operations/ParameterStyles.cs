using Brev.Sdk.Generators.Parsing.Schemas;
using Brev.Sdk.Generators.Reading;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Reads how the values of parameters and of forms' fields are written.</summary>
internal static class ParameterStyles
{
    public static ValueStyle Of(IOpenApiParameter parameter) =>
        OfVersion2(Format(parameter), parameter.In is ParameterLocation.Query ? ValueStyle.Form : ValueStyle.Simple) is { } format
            ? format
        : parameter.Style is { } style && Of(style, parameter.Extensions) is { } given ? given
        : parameter.In is ParameterLocation.Query or ParameterLocation.Cookie ? ValueStyle.Form
        : ValueStyle.Simple;

    /// <summary>Whether each part of a list is written apart; in version 2.0 its format says so.</summary>
    public static bool IsExploded(IOpenApiParameter parameter) =>
        Format(parameter) is { } format ? format == CollectionFormat.Multi : parameter.Explode;

    /// <summary>The members of a form that are written in a style of their own.</summary>
    public static IEnumerable<FieldStyleSpec> Fields(IOpenApiMediaType media)
    {
        foreach (var member in Words(media.Schema)?.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            if (ExtensionValues.Text(SchemaReferences.Words(member.Value).Extensions, CollectionFormat.Extension) is { } format
                && OfVersion2(format, ValueStyle.Form) is { } style)
            {
                yield return new FieldStyleSpec(member.Key, style, format == CollectionFormat.Multi);
            }
        }

        foreach (var pair in media.Encoding ?? new Dictionary<string, OpenApiEncoding>())
        {
            var (name, encoding) = (pair.Key, pair.Value);
            if (ExtensionValues.Flag(encoding.Extensions, EncodingStyle.Extension) == true)
            {
                var style = encoding.Style is { } given ? Of(given, encoding.Extensions) : ValueStyle.Form;
                yield return new FieldStyleSpec(name, style, encoding.Explode ?? style == ValueStyle.Form);
            }
            else if (encoding.ContentType is { Length: > 0 } written && MediaTypes.KindOf(written) == MediaKind.Json)
            {
                yield return new FieldStyleSpec(name, ValueStyle.Json, false);
            }
        }
    }

    private static IOpenApiSchema? Words(IOpenApiSchema? schema) => schema is null ? null : SchemaReferences.Words(schema);

    private static string? Format(IOpenApiParameter parameter) => ExtensionValues.Text(parameter.Extensions, CollectionFormat.Extension);

    private static ValueStyle? OfVersion2(string? format, ValueStyle commas) => format switch
    {
        CollectionFormat.Tabs => ValueStyle.TabDelimited,
        CollectionFormat.Spaces => ValueStyle.SpaceDelimited,
        CollectionFormat.Pipes => ValueStyle.PipeDelimited,
        CollectionFormat.Commas => commas,
        CollectionFormat.Multi => ValueStyle.Form,
        _ => null,
    };

    private static ValueStyle Of(ParameterStyle style, IDictionary<string, IOpenApiExtension>? extensions) => style switch
    {
        ParameterStyle.Matrix => ValueStyle.Matrix,
        ParameterStyle.Label => ValueStyle.Label,
        ParameterStyle.Simple => ValueStyle.Simple,
        ParameterStyle.SpaceDelimited => ValueStyle.SpaceDelimited,
        ParameterStyle.PipeDelimited => ValueStyle.PipeDelimited,
        ParameterStyle.DeepObject => ValueStyle.DeepObject,
        _ => ValueStyle.Form,
    };
}
