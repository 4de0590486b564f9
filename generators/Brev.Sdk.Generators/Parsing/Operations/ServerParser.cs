using System.Globalization;
using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>
/// Finds the servers: the document's, and those that paths and operations have of their own. Servers with one address are one: its text and
/// what stands for its variables. The first of the document serves what has no server of its own.
/// </summary>
internal sealed class ServerParser
{
    private const string DefaultName = "Default";

    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names;
    private readonly Dictionary<string, string> _interfaces;
    private readonly Dictionary<string, OpenApiServer> _servers = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    public ServerParser(OpenApiDocument document, IReadOnlyList<FoundOperation> operations, TypeNames types, ProblemLog problems)
    {
        var own = document.Servers is { Count: > 0 } listed ? listed : [new OpenApiServer { Url = "/" }];
        var placed = Placed(own, "").Concat(operations.SelectMany(OfOperation)).ToArray();
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (server, _) in placed)
        {
            if (GivenName(server) is { } name && Owner(owners, name, ResolvedOf(server)) && !_given.ContainsKey(ResolvedOf(server)))
            {
                _given.Add(ResolvedOf(server), name);
            }
        }

        var first = Identity(own[0]);
        foreach (var (server, _) in placed)
        {
            var identity = Identity(server);
            if (!_servers.ContainsKey(identity))
            {
                _servers.Add(identity, server);
                _order.Add(identity);
            }
        }

        string Convert(string identity) =>
            owners.ContainsKey(identity) ? Naming.Pascal(identity) : identity == first ? DefaultName : NameOf(identity);
        void Collided(string identity, string given) => problems.Add(
            ProblemIds.NameCollision, Array.Find(placed, server => Identity(server.Server) == identity).Pointer, identity, given);
        // The name of the first one makes way for none.
        var scope = new NameScope(StringComparer.OrdinalIgnoreCase);
        _names = scope.Assign([first], Convert, Collided);
        First = _names[first];
        foreach (var name in scope.Assign(_order.Where(identity => identity != first), Convert, Collided, "Server"))
        {
            _names.Add(name.Key, name.Value);
        }

        foreach (var (server, pointer) in placed)
        {
            if (GivenName(server) is { } name && owners[name] != ResolvedOf(server))
            {
                problems.Add(ProblemIds.NameCollision, pointer, name, _names[Identity(server)]);
            }
        }

        _interfaces = _order.ToDictionary(
            identity => identity, identity => types.ServerInterface(TrimApi(_names[identity])), StringComparer.Ordinal);
    }

    public string First { get; }

    /// <summary>The server of an operation.</summary>
    public string Of(IOpenApiPathItem path, OpenApiOperation operation) =>
        (operation.Servers is { Count: > 0 } own ? own : path.Servers)?.FirstOrDefault() is { } server ? _names[Identity(server)] : First;

    /// <summary>The server of this name or address; none when there is none.</summary>
    public string? Called(string name) => _names.TryGetValue(name, out var given)
        ? given
        : _order.Find(identity => AddressOf(_servers[identity]) == name.TrimEnd('/')) is { } found ? _names[found] : null;

    /// <summary>The servers of some operations, with the names of their interfaces.</summary>
    public IEnumerable<ServerSpec> Used(IReadOnlyCollection<TagSpec> tags) => _order
        .Where(identity => tags.Any(tag => tag.Server == _names[identity]))
        .Select(identity => new ServerSpec(
            _names[identity],
            _interfaces[identity],
            _servers[identity].Url ?? "",
            _servers[identity].Description ?? ""))
        .ToArray();

    /// <summary>
    /// The addresses of all servers, also of those that serve nothing by themselves; none for a document that names no server.
    /// </summary>
    public IEnumerable<ServerUrlSpec> Urls()
    {
        var scope = new NameScope(StringComparer.Ordinal).Reserve(ServerUrls.Reserved);
        var members = scope.Assign(_order, identity => _names[identity], static (_, _) => { }, "Server");
        return _order
            .Where(identity => AddressOf(_servers[identity]).Length > 0)
            .Select(identity => ServerUrls.Parse(_servers[identity], members[identity], scope))
            .ToArray();
    }

    public static string TrimApi(string server) =>
        server.Length > 3 && server.EndsWith("Api", StringComparison.Ordinal) ? server.Substring(0, server.Length - 3) : server;

    private static IEnumerable<(OpenApiServer Server, string Pointer)> OfOperation(FoundOperation found) =>
        Placed(found.Item.Servers, Pointer.Parent(found.Pointer)).Concat(Placed(found.Operation.Servers, found.Pointer));

    private static IEnumerable<(OpenApiServer Server, string Pointer)> Placed(IEnumerable<OpenApiServer>? servers, string owner) =>
        (servers ?? []).Select((server, index) => (server, $"{owner}/servers/{index.ToString(CultureInfo.InvariantCulture)}"));

    private static string? GivenName(OpenApiServer server) =>
        (ExtensionValues.Text(server.Extensions, "x-name") ?? server.Name) is { Length: > 0 } name ? name : null;

    /// <summary>An address with a slash at its end is the same as without.</summary>
    private static string AddressOf(OpenApiServer server) => (server.Url ?? "").TrimEnd('/');

    /// <summary>An address with what stands for its variables, which decides where calls go.</summary>
    private static string ResolvedOf(OpenApiServer server) =>
        (server.Variables ?? new Dictionary<string, OpenApiServerVariable>()).OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Aggregate(AddressOf(server), (url, variable) =>
                url.Replace("{" + variable.Key + "}", "{" + variable.Key + "=" + variable.Value.Default + "}"));

    /// <summary>Whether a name is that of an address: the first that is called so has it.</summary>
    private static bool Owner(Dictionary<string, string> owners, string name, string address)
    {
        if (!owners.TryGetValue(name, out var owner))
        {
            owners.Add(name, owner = address);
        }

        return owner == address;
    }

    private string Identity(OpenApiServer server) =>
        ResolvedOf(server) is var address && _given.TryGetValue(address, out var name) ? name : address;

    /// <summary>Host and path, without the scheme.</summary>
    private static string NameOf(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var place = scheme < 0 ? address : address.Substring(scheme + "://".Length);
        return place.Any(char.IsLetterOrDigit) ? Naming.Pascal(place) : "Root";
    }
}
