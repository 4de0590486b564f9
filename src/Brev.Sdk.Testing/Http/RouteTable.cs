namespace Brev.Sdk.Testing.Http;

/// <summary>The routes of one server, taken from the table of operations that the client itself is generated from.</summary>
internal sealed class RouteTable
{
    private readonly Dictionary<string, Route[]> _byMethod;

    public RouteTable(ApiServer server) => _byMethod = BrevClient.Endpoints
        .Where(endpoint => endpoint.Server == server)
        .Select(static endpoint => new Route(endpoint))
        .GroupBy(static route => route.Endpoint.Method.Method)
        .ToDictionary(static group => group.Key, static group => group.OrderByDescending(static route => route.FixedSegments).ToArray());

    public (ApiEndpoint Endpoint, Dictionary<string, string> Values)? Find(string method, string path)
    {
        var segments = Route.Split(path);
        foreach (var route in _byMethod.GetValueOrDefault(method) ?? [])
        {
            if (route.Match(segments) is { } values)
            {
                return (route.Endpoint, values);
            }
        }

        return null;
    }
}
