namespace Brev.Sdk.Generators.Reading;

/// <summary>
/// The kinds of object that a document consists of, versions 2.0 to 3.2 together, and which kind each of their members is. What has no kind
/// is data, where a <c>$ref</c> is a name like any other.
/// </summary>
internal sealed class NodeKind
{
    public static readonly NodeKind Schema = new("schemas");
    private static readonly NodeKind Header =
        new("headers", flags: ["required", "deprecated", "explode", "allowReserved", "allowEmptyValue"]);
    private static readonly NodeKind Encoding = new("", flags: ["explode", "allowReserved"]);
    private static readonly NodeKind MediaType = new("mediaTypes");
    private static readonly NodeKind Parameter =
        new("parameters", flags: ["required", "deprecated", "explode", "allowReserved", "allowEmptyValue"]);
    private static readonly NodeKind RequestBody = new("requestBodies", flags: ["required"]);
    private static readonly NodeKind Response = new("responses");
    private static readonly NodeKind Operation = new("", flags: ["deprecated"]);
    private static readonly NodeKind PathItem = new("pathItems");
    private static readonly NodeKind IncomingCall = new("");
    private static readonly NodeKind Tag = new("");
    private static readonly NodeKind Components = new("");
    public static readonly NodeKind Document = new("");

    /// <summary>What a document says about itself, for its readers.</summary>
    public const string Info = "info";

    private static readonly string[] Examples = ["example", "examples"];

    private readonly Dictionary<string, NodeMember> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _flags;
    private readonly HashSet<string> _ignored = new(StringComparer.Ordinal);

    static NodeKind()
    {
        Encoding.Holds("headers", Header, NodeShape.Map);
        MediaType.Holds("schema", Schema).Holds("itemSchema", Schema).Holds("encoding", Encoding, NodeShape.Map).Ignores(Examples);
        foreach (var kind in new[] { Header, Parameter })
        {
            kind.Holds("schema", Schema).Holds("content", MediaType, NodeShape.Map).Ignores(Examples);
        }

        RequestBody.Holds("content", MediaType, NodeShape.Map);
        Response.Holds("headers", Header, NodeShape.Map).Holds("content", MediaType, NodeShape.Map).Holds("schema", Schema).Ignores(
            [.. Examples, "links"]);
        Operation.Holds("parameters", Parameter, NodeShape.List).Holds("requestBody", RequestBody)
            .Holds("responses", Response, NodeShape.Map).Holds("callbacks", IncomingCall, NodeShape.Map).Ignores("externalDocs");
        Tag.Ignores("externalDocs");
        PathItem.Holds("parameters", Parameter, NodeShape.List).Holds("additionalOperations", Operation, NodeShape.Map);
        foreach (var method in new[] { "get", "put", "post", "delete", "options", "head", "patch", "trace", "query" })
        {
            PathItem.Holds(method, Operation);
        }

        Components.Holds("schemas", Schema, NodeShape.Map).Holds("parameters", Parameter, NodeShape.Map).Holds(
            "responses", Response, NodeShape.Map)
            .Holds("requestBodies", RequestBody, NodeShape.Map).Holds("headers", Header, NodeShape.Map).Holds(
                "mediaTypes", MediaType, NodeShape.Map)
            .Ignores("examples", "links", "callbacks", "pathItems");
        Document.Holds("paths", PathItem, NodeShape.Map).Holds("components", Components).Holds("tags", Tag, NodeShape.List)
            .Holds("webhooks", IncomingCall, NodeShape.Map).Ignores("externalDocs", Info);
        Document.Holds("definitions", Schema, NodeShape.Map).Holds("parameters", Parameter, NodeShape.Map).Holds(
            "responses", Response, NodeShape.Map);
    }

    private NodeKind(string section, params string[] flags)
    {
        Section = section;
        _flags = new HashSet<string>(flags, StringComparer.Ordinal);
    }

    /// <summary>Where the components of a document keep such objects; empty when no reference can mean one.</summary>
    public string Section { get; }

    public bool IsPathItem => this == PathItem;

    /// <summary>Whether only the name counts: what the server calls is reported, not generated.</summary>
    public bool IsNameOnly => this == IncomingCall;

    public bool IsParameter => this == Parameter;

    public bool IsEncoding => this == Encoding;

    public NodeMember? Member(string name) => _members.TryGetValue(name, out var member) ? member : null;

    /// <summary>Whether a member is a truth value.</summary>
    public bool IsFlag(string name) => _flags.Contains(name);

    /// <summary>Whether no C# depends on a member.</summary>
    public bool IsIgnored(string name) => _ignored.Contains(name);

    private NodeKind Holds(string name, NodeKind kind, NodeShape shape = NodeShape.One)
    {
        _members.Add(name, new NodeMember(kind, shape));
        return this;
    }

    private NodeKind Ignores(params string[] names)
    {
        _ignored.UnionWith(names);
        return this;
    }
}
