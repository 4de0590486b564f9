using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>
/// Finds the parameters, bodies and answers that references mean. They are components, which are found by their names; the model of OpenAPI
/// would make an address of the name for each word that it is asked for.
/// </summary>
internal static class Referred
{
    /// <summary>What a reference means; itself when that is not so easy, or when it has a description of its own.</summary>
    public static IOpenApiParameter To(IOpenApiParameter parameter) =>
        parameter is OpenApiParameterReference { Reference: var reference }
        && Components(reference)?.Parameters is { } all
        && all.TryGetValue(reference.Id!, out var target)
            ? target
            : parameter;

    /// <inheritdoc cref="To(IOpenApiParameter)"/>
    public static IOpenApiRequestBody? To(IOpenApiRequestBody? body) =>
        body is OpenApiRequestBodyReference { Reference: var reference }
        && Components(reference)?.RequestBodies is { } all
        && all.TryGetValue(reference.Id!, out var target)
            ? target
            : body;

    /// <inheritdoc cref="To(IOpenApiParameter)"/>
    public static IOpenApiResponse To(IOpenApiResponse response) =>
        response is OpenApiResponseReference { Reference: var reference }
        && Components(reference)?.Responses is { } all
        && all.TryGetValue(reference.Id!, out var target)
            ? target
            : response;

    private static OpenApiComponents? Components(OpenApiReferenceWithDescription reference) =>
        reference is { Id: not null, IsExternal: false, Description: null or "" } ? reference.HostDocument?.Components : null;
}
