using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brev.Sdk.Generators.Diagnostics;

namespace Brev.Sdk.Generators.Reading;

/// <summary>
/// Copies schemas: their words that shape a C# type, and each reference as one to a component. A place inside of something else that is
/// referred to becomes a component under a key of its own.
/// </summary>
internal sealed class SchemaNormalizer(ReferenceResolver references, DocumentPath path, ProblemLog problems, DocumentVersion version)
{
    private const string SchemasSection = "schemas";

    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, ReferenceTarget Target)> _moved = new();

    /// <summary>Where the schemas stand that have become components, by their keys.</summary>
    public IReadOnlyDictionary<string, string> Places => _places;

    /// <summary>Adds the schemas that have become components.</summary>
    public void Complete(JsonObject document)
    {
        while (_moved.Count > 0)
        {
            var (key, target) = _moved.Dequeue();
            path.Restart(target.Pointer);
            Components.Schemas(document)[key] = Members(target.Element);
        }
    }

    /// <summary>A schema, or the reference that stands for it.</summary>
    public JsonNode Copy(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return Members(element);
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.Add(ProblemIds.InvalidElement, path.Pointer, "A schema must be an object.");
            return Anything();
        }

        if (ReferenceResolver.Address(element) is { } address)
        {
            return Reference(element, address);
        }

        return references.Places.Count > 0
            && path.Pointer is var pointer
            && references.Places.Contains(pointer)
            && Components.NameIn(pointer, SchemasSection) is null
            ? To(Key(new ReferenceTarget(ReferenceStatus.Found, pointer, element)))
            : Members(element);
    }

    private static JsonObject Anything() => new() { [SchemaWords.IsAnything] = true };

    /// <summary>A reference; beside words that shape the type it is one part of it, as JSON Schema has it since version 3.1.</summary>
    private JsonObject Reference(JsonElement element, string address)
    {
        var target = references.Resolve(address);
        if (target.Status != ReferenceStatus.Found)
        {
            problems.AddReference(target.Status, path.Pointer, address);
            return Anything();
        }

        var reference = To(Components.NameIn(target.Pointer, SchemasSection) ?? Key(target));
        if (version != DocumentVersion.Later)
        {
            return reference;
        }

        if (ReferenceResolver.IsShaped(element))
        {
            var whole = Members(element);
            var parts = whole["allOf"] as JsonArray ?? [];
            parts.Insert(0, reference);
            whole["allOf"] = parts.Parent is null ? parts : whole["allOf"];
            return whole;
        }

        foreach (var member in element.EnumerateObject())
        {
            var name = member.Name;
            if (SchemaWords.IsAnnotation(name))
            {
                reference[name] = SchemaWords.IsFlag(name) ? JsonNodes.Flag(member.Value) : JsonNodes.Copy(member.Value);
            }
            else if (SchemaWords.KindOf(name) == SchemaWord.Overlooked)
            {
                path.Enter(name);
                Add(reference, name, member.Value);
                path.Leave();
            }
        }

        return reference;
    }

    /// <summary>A reference to a component; its name is spelled as in a pointer.</summary>
    private JsonObject To(string name) =>
        new() { ["$ref"] = (version == DocumentVersion.Swagger ? "#/definitions/" : "#/components/schemas/") + name };

    private string Key(ReferenceTarget target)
    {
        if (!_keys.TryGetValue(target.Pointer, out var key))
        {
            key = "at-" + _keys.Count.ToString("x8", CultureInfo.InvariantCulture);
            while (references.Resolve("#/components/schemas/" + key).Status == ReferenceStatus.Found
                || references.Resolve("#/definitions/" + key).Status == ReferenceStatus.Found)
            {
                key += "-";
            }

            _keys.Add(target.Pointer, key);
            _places.Add(key, Pointer.Canonical(target.Pointer));
            _moved.Enqueue((key, target));
        }

        return key;
    }

    private JsonObject Members(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.True)
        {
            return Anything();
        }

        var copy = new JsonObject();
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                var name = member.Name;
                path.Enter(name);
                Add(copy, name, member.Value);
                path.Leave();
            }

            if (element.TryGetProperty(SchemaWords.Tuple, out var tuple) && tuple.ValueKind == JsonValueKind.Array)
            {
                copy["items"] = Anything();
            }

            SchemaWords.Complete(copy, version);
        }
        else if (element.ValueKind == JsonValueKind.False)
        {
            copy["not"] = new JsonObject();
        }

        return copy;
    }

    private void Add(JsonObject copy, string name, JsonElement value)
    {
        switch (SchemaWords.KindOf(name), value.ValueKind)
        {
            case (SchemaWord.Schema, JsonValueKind.True or JsonValueKind.False) when SchemaWords.CanBeFlag(name):
            case (SchemaWord.Data, _):
                copy[name] = JsonNodes.Copy(value);
                break;
            case (SchemaWord.Schema, JsonValueKind.Array):
                // The word for a tuple of older JSON Schema.
                problems.Add(ProblemIds.UnsupportedKeyword, path.Pointer, name);
                copy[name] = Anything();
                break;
            case (SchemaWord.Overlooked, JsonValueKind.Array or JsonValueKind.Object):
                problems.Add(ProblemIds.UnsupportedKeyword, path.Pointer, name);
                break;
            case (SchemaWord.Schema, _):
                copy[name] = Copy(value);
                break;
            case (SchemaWord.Schemas, JsonValueKind.Array):
                copy[name] = List(value);
                break;
            case (SchemaWord.SchemaMap, JsonValueKind.Object):
                copy[name] = Map(value);
                break;
            case (SchemaWord.Text, JsonValueKind.String):
            case (SchemaWord.Names, JsonValueKind.Array):
            case (SchemaWord.Values, JsonValueKind.Array):
                copy[name] = JsonNodes.Copy(value);
                break;
            case (SchemaWord.Flag, _) when JsonNodes.Flag(value) is { } flag:
                copy[name] = flag;
                break;
            case (SchemaWord.Discriminator, JsonValueKind.String) when version == DocumentVersion.Swagger:
                copy[name] = JsonNodes.Copy(value);
                break;
            case (SchemaWord.Discriminator, JsonValueKind.Object):
                copy[name] = Discriminator(value);
                break;
            case (SchemaWord.None or SchemaWord.Overlooked, _):
                break;
            default:
                problems.Add(ProblemIds.InvalidElement, path.Pointer, $"'{name}' has a value of the wrong kind.");
                break;
        }
    }

    private JsonArray List(JsonElement element)
    {
        var list = new JsonArray();
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            path.Enter(index++.ToString(CultureInfo.InvariantCulture));
            list.Add(Copy(item));
            path.Leave();
        }

        return list;
    }

    /// <summary>Members by their names; one that no value fits is not there.</summary>
    private JsonObject Map(JsonElement element)
    {
        var map = new JsonObject();
        foreach (var member in element.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.False)
            {
                continue;
            }

            var name = member.Name;
            path.Enter(name);
            map[name] = Copy(member.Value);
            path.Leave();
        }

        return map;
    }

    /// <summary>The values of a mapping are references, or names of components.</summary>
    private JsonObject Discriminator(JsonElement element)
    {
        var copy = (JsonObject)JsonNodes.Copy(element)!;
        if (copy["propertyName"] is not JsonValue)
        {
            copy.Remove("propertyName");
        }

        if (copy["mapping"] is JsonObject mapping)
        {
            copy["mapping"] = Mapping(mapping);
        }

        return copy;
    }

    private JsonObject Mapping(JsonObject mapping)
    {
        var copy = new JsonObject();
        foreach (var entry in mapping)
        {
            if (entry.Value is not JsonValue value || !value.TryGetValue<string>(out var address))
            {
                continue;
            }

            var named = references.Resolve("#/components/schemas/" + Pointer.Escaped(address));
            var target = named.Status == ReferenceStatus.Found ? named : references.Resolve(address);
            if (target.Status == ReferenceStatus.Found)
            {
                copy[entry.Key] = (string)To(Components.NameIn(target.Pointer, SchemasSection) ?? Key(target))["$ref"]!;
            }
            else
            {
                problems.AddReference(target.Status, $"{path.Pointer}/mapping/{Pointer.Escaped(entry.Key)}", address);
            }
        }

        return copy;
    }
}
