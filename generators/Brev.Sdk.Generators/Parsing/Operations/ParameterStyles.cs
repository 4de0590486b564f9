using Brev.Sdk.Generators.Reading;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Reads how the values of parameters and of forms' fields are written.</summary>
internal static class ParameterStyles
{
    public static ValueStyle Of(IOpenApiParameter parameter) =>
        ExtensionValues.Text(parameter.Extensions, CollectionFormat.Extension) == CollectionFormat.Tabs ? ValueStyle.TabDelimited
        : parameter.Style is { } style && Of(style, parameter.Extensions) is { } given ? given
        : parameter.In is ParameterLocation.Query or ParameterLocation.Cookie ? ValueStyle.Form
        : ValueStyle.Simple;

    /// <summary>The members of a form that are written in a style of their own.</summary>
    public static IEnumerable<FieldStyleSpec> Fields(IOpenApiMediaType media)
    {
        foreach (var (name, encoding) in (media.Encoding ?? new Dictionary<string, OpenApiEncoding>()).Select(pair => (pair.Key, pair.Value)))
        {
            if (encoding.Style is not null || encoding.Explode is not null)
            {
                var style = encoding.Style is { } given ? Of(given, encoding.Extensions) : ValueStyle.Form;
                yield return new FieldStyleSpec(name, style, encoding.Explode ?? style == ValueStyle.Form);
            }
        }
    }

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
