using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Finds the servers: the document's first, those that have a name, and those that a path or an operation has of its own.</summary>
internal sealed class ServerParser
{
    private const string DefaultName = "Default";

    private readonly Dictionary<string, ServerSpec> _servers = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    public ServerParser(OpenApiDocument document)
    {
        var servers = document.Servers ?? [];
        Add(servers.FirstOrDefault() ?? new OpenApiServer { Url = "/" }, DefaultName);
        foreach (var server in servers.Skip(1).Where(server => GivenName(server) is not null))
        {
            Add(server, DefaultName);
        }
    }

    public string First => _order[0];

    public IEnumerable<ServerSpec> All => _order.Select(name => _servers[name]);

    /// <summary>The server of an operation.</summary>
    public string Of(IOpenApiPathItem path, OpenApiOperation operation) =>
        (operation.Servers is { Count: > 0 } own ? own : path.Servers)?.FirstOrDefault() is { } server ? Add(server, NameOf(server.Url ?? "")) : First;

    /// <summary>The servers with the names of their interfaces.</summary>
    public IEnumerable<ServerSpec> Named(TypeNames types) =>
        All.Select(server => server with { InterfaceName = types.ServerInterface(TrimApi(server.Name)) }).ToArray();

    public static string TrimApi(string server) => server.Length > 3 && server.EndsWith("Api", StringComparison.Ordinal) ? server.Substring(0, server.Length - 3) : server;

    private static string? GivenName(OpenApiServer server) => ExtensionValues.Text(server.Extensions, "x-name") is { Length: > 0 } name ? Naming.Pascal(name) : null;

    private static string NameOf(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? Naming.Pascal(uri.Host) : Naming.Pascal(address);

    private string Add(OpenApiServer server, string fallback)
    {
        var same = _order.FirstOrDefault(name => _servers[name].Url == server.Url);
        var name = GivenName(server) ?? same ?? fallback;
        if (!_servers.ContainsKey(name))
        {
            _servers.Add(name, new ServerSpec(name, "", server.Url ?? "", server.Description ?? ""));
            _order.Add(name);
        }

        return name;
    }
}
