namespace Brev.Sdk.Testing.Http;

/// <summary>The template of one operation's path, and how a path matches it.</summary>
internal sealed class Route
{
    private readonly string[] _segments;

    public Route(ApiEndpoint endpoint)
    {
        Endpoint = endpoint;
        _segments = Split(endpoint.RouteTemplate);
    }

    public ApiEndpoint Endpoint { get; }

    /// <summary>How many of its segments are fixed: of two routes that match, the one with more is meant.</summary>
    public int FixedSegments => _segments.Count(static segment => !segment.StartsWith('{'));

    public static string[] Split(string path) => path.Trim('/').Split('/');

    /// <summary>The values of the parameters, or <see langword="null"/> when the path is another.</summary>
    public Dictionary<string, string>? Match(string[] path)
    {
        if (path.Length != _segments.Length)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < path.Length; index++)
        {
            if (_segments[index].StartsWith('{'))
            {
                values[_segments[index].Trim('{', '}')] = Uri.UnescapeDataString(path[index]);
            }
            else if (_segments[index] != path[index])
            {
                return null;
            }
        }

        return values;
    }
}
