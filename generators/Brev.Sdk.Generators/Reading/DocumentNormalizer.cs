using System.Text.Json;
using System.Text.Json.Nodes;
using Brev.Sdk.Generators.Diagnostics;

namespace Brev.Sdk.Generators.Reading;

/// <summary>
/// Copies a document into words that the reader of OpenAPI understands. Every reference is followed here, and reported here when it means
/// nothing: afterwards each schema that is referred to stands under the components, no reference leads back to itself, and other objects
/// stand where they were referred to. What no C# depends on is left out.
/// </summary>
internal sealed class DocumentNormalizer
{
    /// <summary>
    /// The extension that marks an element of a list about which everything has been reported: the others keep their places.
    /// </summary>
    public const string LeftOut = "x-left-out";

    /// <summary>How many objects are copied to where they are referred to, and how deep within each other.</summary>
    private const int MostCopies = 10_000;

    private const int DeepestCopy = 8;

    private readonly JsonElement _root;
    private readonly ProblemLog _problems;
    private readonly DocumentPath _path = new();
    private readonly ReferenceResolver _references;
    private readonly SchemaNormalizer _schemas;
    private readonly DocumentVersion _version;
    private int _copies;
    private int _copyDepth;

    private DocumentNormalizer(JsonElement root, ProblemLog problems)
    {
        _root = root;
        _problems = problems;
        _references = new ReferenceResolver(root);
        _version = VersionOf(root);
        _schemas = new SchemaNormalizer(_references, _path, problems, _version);
    }

    public static NormalizedDocument Normalize(JsonElement root, ProblemLog problems) => new DocumentNormalizer(root, problems).Normalize();

    private static DocumentVersion VersionOf(JsonElement root) =>
        root.TryGetProperty("swagger", out _) ? DocumentVersion.Swagger
        : root.TryGetProperty("openapi", out var version)
            && version.ValueKind == JsonValueKind.String
            && version.GetString()!.StartsWith("3.0", StringComparison.Ordinal)
            ? DocumentVersion.Version30
        : DocumentVersion.Later;

    private NormalizedDocument Normalize()
    {
        _references.Scan();
        var document = Members(_root, NodeKind.Document);
        _schemas.Complete(document);
        document[NodeKind.Info] = new JsonObject { ["title"] = "", ["version"] = "" };
        return new NormalizedDocument(document, _schemas.Places);
    }

    private JsonObject Members(JsonElement element, NodeKind kind)
    {
        var copy = new JsonObject();
        foreach (var member in element.EnumerateObject())
        {
            var name = member.Name;
            if (kind.IsIgnored(name))
            {
                continue;
            }

            _path.Enter(name);
            if (TryMember(kind, name, member.Value, out var value))
            {
                copy[name] = value;
            }

            _path.Leave();
        }

        if (kind.IsEncoding)
        {
            EncodingStyle.Normalize(copy);
        }

        if (_version == DocumentVersion.Swagger && kind.IsParameter && !CollectionFormat.Normalize(copy))
        {
            _problems.Add(ProblemIds.InvalidElement, _path.Below(
                CollectionFormat.Keyword), $"'{CollectionFormat.Keyword}' has no value that version 2.0 knows here.");
        }

        return copy;
    }

    private bool TryMember(NodeKind kind, string name, JsonElement element, out JsonNode? value)
    {
        if (kind.Member(name) is { } holds)
        {
            return TryHeld(element, holds, out value);
        }

        var isFlag = kind.IsFlag(name);
        value = isFlag ? JsonNodes.Flag(element) : JsonNodes.Copy(element);
        if (isFlag && value is null)
        {
            _problems.Add(ProblemIds.InvalidElement, _path.Pointer, $"'{name}' must be true or false.");
            return false;
        }

        return true;
    }

    private bool TryHeld(JsonElement element, NodeMember holds, out JsonNode? value)
    {
        switch (holds.Shape, element.ValueKind)
        {
            case (NodeShape.One, _):
                return TryNode(element, holds.Kind, out value);
            case (NodeShape.List, JsonValueKind.Array):
                value = List(element, holds.Kind);
                return true;
            case (NodeShape.Map, JsonValueKind.Object):
                value = Map(element, holds.Kind);
                return true;
            default:
                value = JsonNodes.Copy(element);
                return true;
        }
    }

    private JsonArray List(JsonElement element, NodeKind kind)
    {
        var list = new JsonArray();
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            _path.Enter(index++.ToString(System.Globalization.CultureInfo.InvariantCulture));
            list.Add(TryNode(item, kind, out var value) ? value : new JsonObject { [LeftOut] = true });
            _path.Leave();
        }

        return list;
    }

    private JsonObject Map(JsonElement element, NodeKind kind)
    {
        var map = new JsonObject();
        foreach (var member in element.EnumerateObject())
        {
            var name = member.Name;
            _path.Enter(name);
            if (IsExtension(name, kind))
            {
                map[name] = JsonNodes.Copy(member.Value);
            }
            else if (TryNode(member.Value, kind, out var value))
            {
                map[name] = value;
            }

            _path.Leave();
        }

        return map;
    }

    /// <summary>Names of paths begin with a slash, those of components are free.</summary>
    private static bool IsExtension(string name, NodeKind kind) => kind.IsPathItem && name.StartsWith("x-", StringComparison.Ordinal);

    private bool TryNode(JsonElement element, NodeKind kind, out JsonNode? value)
    {
        if (kind == NodeKind.Schema)
        {
            value = _schemas.Copy(element);
            return true;
        }

        if (element.ValueKind != JsonValueKind.Object || kind.IsNameOnly)
        {
            value = kind.IsNameOnly ? new JsonObject() : JsonNodes.Copy(element);
            return true;
        }

        value = kind.Section.Length > 0 && ReferenceResolver.Address(element) is { } address
            ? Referred(element, address, kind)
            : Members(element, kind);
        return value is not null;
    }

    /// <summary>What stands for a reference: itself where it means a component, otherwise a copy of what it means.</summary>
    private JsonObject? Referred(JsonElement reference, string address, NodeKind kind)
    {
        var target = _references.Resolve(address);
        if (target.Status != ReferenceStatus.Found || target.Element.ValueKind != JsonValueKind.Object)
        {
            _problems.AddReference(target.Status, _path.Pointer, address);
            return null;
        }

        if (!kind.IsPathItem && Components.IsIn(target.Pointer, kind.Section))
        {
            var copy = (JsonObject)JsonNodes.Copy(reference)!;
            copy["$ref"] = "#" + target.Pointer;
            return copy;
        }

        if (_copies >= MostCopies || _copyDepth >= DeepestCopy)
        {
            _problems.AddReference(ReferenceStatus.Circular, _path.Pointer, address);
            return null;
        }

        _copies++;
        _copyDepth++;
        var members = Members(target.Element, kind);
        _copyDepth--;
        return kind.IsPathItem ? WithOwn(members, reference, kind) : members;
    }

    /// <summary>A path can say things beside its reference.</summary>
    private JsonObject WithOwn(JsonObject members, JsonElement reference, NodeKind kind)
    {
        foreach (var own in Members(reference, kind).Where(member => member.Key != "$ref").ToArray())
        {
            members[own.Key] = own.Value?.DeepClone();
        }

        return members;
    }
}
