using System.Collections.Frozen;
using Refit;

namespace Brev.Sdk.Diagnostics;

/// <summary>Finds the entry of the endpoint table that a request belongs to.</summary>
internal static class EndpointCatalog
{
    private static readonly HttpRequestOptionsKey<Type> Interface = new(HttpRequestMessageOptions.InterfaceType);
    private static readonly HttpRequestOptionsKey<string> MethodName = new(HttpRequestMessageOptions.MethodName);
    private static readonly HttpRequestOptionsKey<string> RouteTemplate = new(HttpRequestMessageOptions.RelativePathTemplate);

    /// <summary>Where values are turned into text first, the method that sends has <c>Core</c> behind the operation's name.</summary>
    private static readonly FrozenDictionary<string, ApiEndpoint> ByMethodName =
        BrevClient.Endpoints.Select(static endpoint => (Name: endpoint.OperationId + "Async", Endpoint: endpoint))
            .Concat(BrevClient.Endpoints.Select(static endpoint => (Name: endpoint.OperationId + "CoreAsync", Endpoint: endpoint)))
            .DistinctBy(static named => named.Name)
            .ToFrozenDictionary(static named => named.Name, static named => named.Endpoint, StringComparer.Ordinal);

    /// <summary><see langword="null"/> when the document has no operation of this id.</summary>
    public static ApiEndpoint? Find(string? operationId) =>
        operationId is not null && ByMethodName.TryGetValue(operationId + "Async", out var endpoint) ? endpoint : null;

    /// <summary>
    /// <see langword="null"/> when the request is not one of the document's operations. An application's own interface may have a
    /// method of the same name, so the route has to match as well.
    /// </summary>
    public static ApiEndpoint? Find(HttpRequestMessage? request) =>
        request is not null
        && request.Options.TryGetValue(MethodName, out var method)
        && ByMethodName.TryGetValue(method, out var endpoint)
        && request.Options.TryGetValue(RouteTemplate, out var route)
        && route == endpoint.RouteTemplate
            ? endpoint
            : null;

    /// <summary>
    /// Whether the client itself sent the request, so that nobody else looks at its answer. An application's own interface may have a
    /// method of an operation's name and route, and ask for the answer as it is.
    /// </summary>
    public static bool IsOfClient(HttpRequestMessage? request) =>
        request is not null
        && request.Options.TryGetValue(Interface, out var type)
        && type.Assembly == typeof(BrevClient).Assembly;
}
