using System.Text;
using System.Text.Json.Nodes;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing;

/// <summary>Turns the OpenAPI model into specs.</summary>
internal sealed class DocumentParser
{
    private readonly OpenApiDocument _document;
    private readonly string _namespace;
    private readonly Dictionary<string, ModelSpec> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EnumSpec> _enums = new(StringComparer.Ordinal);
    private readonly HashSet<string> _requestSchemas = new(StringComparer.Ordinal);
    private readonly HashSet<string> _responseSchemas = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    public DocumentParser(OpenApiDocument document, string targetNamespace)
    {
        _document = document;
        _namespace = targetNamespace;
    }

    public DocumentSpec Parse()
    {
        MarkReachable();
        foreach (var schema in _document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
        {
            ParseNamed(schema.Key, schema.Value);
        }

        var servers = (_document.Servers ?? []).Select(ParseServer).ToArray();
        var operations = new List<OperationSpec>();
        foreach (var path in _document.Paths)
        {
            foreach (var operation in path.Value.Operations ?? [])
            {
                operations.Add(ParseOperation(path.Key, path.Value, operation.Key.Method, operation.Value, servers));
            }
        }

        var tags = operations.GroupBy(operation => (operation.Tag, operation.Server))
            .Select(group => new TagSpec(
                "I" + (group.Key.Server == servers[0].Name || !operations.Any(other => other.Tag == group.Key.Tag && other.Server == servers[0].Name) ? "" : TrimApi(group.Key.Server)) + group.Key.Tag + "Api",
                group.Key.Server, group.Key.Tag, TagDescription(group.Key.Tag),
                new EquatableArray<OperationSpec>(group.OrderBy(operation => operation.Id, StringComparer.Ordinal))))
            .OrderBy(tag => tag.InterfaceName, StringComparer.Ordinal).ToArray();
        return new DocumentSpec(_namespace, new(servers), new(tags), new(_models.Values.OrderBy(model => model.Name, StringComparer.Ordinal)),
            new(_enums.Values.OrderBy(value => value.Name, StringComparer.Ordinal)), Support(tags), new(_problems));
    }

    private EquatableArray<string> Support(IEnumerable<TagSpec> tags)
    {
        var prefix = $"global::{_namespace}.Serialization.";
        var converters = _models.Values.SelectMany(model => model.Properties).Select(property => property.Type.Converter).Where(converter => converter.Length > 0);
        var names = converters.Select(converter => converter.Substring(prefix.Length));
        var hasText = tags.SelectMany(tag => tag.Operations).Any(operation => operation.ResultKind == ResultKind.JsonText);
        return new(names.Concat(hasText ? [Emitting.SupportEmitter.JsonText] : Array.Empty<string>()).Distinct().OrderBy(name => name, StringComparer.Ordinal));
    }

    public static string TrimApi(string server) => server.EndsWith("Api", StringComparison.Ordinal) ? server.Substring(0, server.Length - 3) : server;

    private string TagDescription(string tag) => _document.Tags?.FirstOrDefault(candidate => candidate.Name == tag)?.Description ?? tag;

    private static ServerSpec ParseServer(OpenApiServer server) =>
        new(Text(server.Extensions, "x-name") ?? "Default", server.Url ?? "", server.Description ?? "");

    // ---- reachability

    private void MarkReachable()
    {
        foreach (var path in _document.Paths)
        {
            foreach (var operation in path.Value.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>())
            {
                foreach (var media in operation.RequestBody?.Content?.Values ?? Enumerable.Empty<IOpenApiMediaType>())
                {
                    Mark(media.Schema, _requestSchemas);
                }

                foreach (var response in operation.Responses?.Values ?? Enumerable.Empty<IOpenApiResponse>())
                {
                    foreach (var media in response.Content?.Values ?? Enumerable.Empty<IOpenApiMediaType>())
                    {
                        Mark(media.Schema, _responseSchemas);
                    }
                }
            }
        }
    }

    private static void Mark(IOpenApiSchema? schema, HashSet<string> reached)
    {
        if (schema is null || (schema is OpenApiSchemaReference reference && !reached.Add(reference.Reference.Id!)))
        {
            return;
        }

        foreach (var child in (schema.Properties?.Values ?? Enumerable.Empty<IOpenApiSchema>()).Concat(schema.AllOf ?? []).Concat(schema.OneOf ?? []).Concat(schema.AnyOf ?? []))
        {
            Mark(child, reached);
        }

        Mark(schema.Items, reached);
        Mark(schema.AdditionalProperties, reached);
    }

    // ---- schemas

    private void ParseNamed(string name, IOpenApiSchema schema)
    {
        if (schema.Enum is { Count: > 0 } values && IsString(schema))
        {
            var names = Strings(schema.Extensions, "x-enum-varnames");
            var descriptions = Strings(schema.Extensions, "x-enum-descriptions");
            _enums[name] = new EnumSpec(TypeName(name), name, schema.Description ?? "", new(values.Select((value, index) =>
                new EnumMemberSpec(index < names.Count ? names[index] : Naming.Pascal(value?.ToString() ?? ""), value?.ToString() ?? "", index < descriptions.Count ? descriptions[index] : ""))));
        }
        else if (IsModel(schema) || ((schema.Type & JsonSchemaType.Object) == JsonSchemaType.Object && schema.AdditionalProperties is null))
        {
            AddModel(name, name, schema);
        }
    }

    private static string TypeName(string schemaName) => Naming.Pascal(schemaName);

    private static bool IsString(IOpenApiSchema schema) => schema.Type is { } type && (type & ~JsonSchemaType.Null) == JsonSchemaType.String;

    private static bool IsModel(IOpenApiSchema schema) =>
        schema.Properties is { Count: > 0 } || schema.AllOf is { Count: > 0 }
        || ((schema.Type & JsonSchemaType.Object) == JsonSchemaType.Object && (schema is OpenApiSchemaReference || !schema.AdditionalPropertiesAllowed) && schema.AdditionalProperties is null);

    private void AddModel(string key, string schemaName, IOpenApiSchema schema)
    {
        if (_models.ContainsKey(key))
        {
            return;
        }

        var name = TypeName(key);
        var isRequest = _requestSchemas.Contains(key);
        var properties = new List<PropertySpec>();
        Collect(schema, name, isRequest, properties);
        _models[key] = new ModelSpec(name, schemaName, schema.Description ?? "", new(properties), KeepsUnknown(schema));
    }

    private static bool KeepsUnknown(IOpenApiSchema schema) =>
        (schema.AdditionalPropertiesAllowed && schema.Properties is not null && schema is OpenApiSchema) || (schema.AllOf?.Any(KeepsUnknown) ?? false);

    private void Collect(IOpenApiSchema schema, string owner, bool isRequest, List<PropertySpec> properties)
    {
        foreach (var part in schema.AllOf ?? [])
        {
            Collect(part, owner, isRequest, properties);
        }

        foreach (var property in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            var required = isRequest && (schema.Required?.Contains(property.Key) ?? false);
            var name = Naming.Pascal(property.Key);
            if (name == owner)
            {
                name += "Value";
            }

            var type = Type(property.Value, owner + name, isRequest);
            var secret = property.Value.Format == "password" || Flag(property.Value.Extensions, "x-secret") || (NonNull(property.Value) is { } target && target.Format == "password");
            properties.RemoveAll(existing => existing.JsonName == property.Key);
            properties.Add(new PropertySpec(name, property.Key, type, required, secret, !isRequest && type.IsCollection, property.Value.Description ?? ""));
        }
    }

    /// <summary>The schema behind <c>oneOf: [schema, null]</c>.</summary>
    private static IOpenApiSchema NonNull(IOpenApiSchema schema)
    {
        var choices = (schema.OneOf ?? []).Concat(schema.AnyOf ?? []).Where(choice => choice.Type != JsonSchemaType.Null).ToArray();
        return choices.Length == 1 && schema.Properties is not { Count: > 0 } ? choices[0] : schema;
    }

    public TypeSpec Type(IOpenApiSchema given, string nameHint, bool isRequest)
    {
        var schema = NonNull(given);
        var key = (schema as OpenApiSchemaReference)?.Reference.Id;
        if (key is null && schema.AllOf is { Count: 1 } single && schema.Properties is not { Count: > 0 })
        {
            return Type(single[0], nameHint, isRequest);
        }

        if (schema.Enum is { Count: > 0 } && IsString(schema))
        {
            if (key is null)
            {
                ParseNamed(nameHint, schema);
            }

            return new TypeSpec(TypeKind.OpenEnum, Global(TypeName(key ?? nameHint)));
        }

        if (IsModel(schema))
        {
            if (key is null)
            {
                key = nameHint;
                if (isRequest)
                {
                    _requestSchemas.Add(key);
                }

                AddModel(key, key, schema);
            }

            return new TypeSpec(TypeKind.Model, Global(TypeName(key)));
        }

        return (schema.Type & ~JsonSchemaType.Null) switch
        {
            JsonSchemaType.String => StringType(schema.Format),
            JsonSchemaType.Integer => IntegerType(schema.Format),
            JsonSchemaType.Number => new TypeSpec(TypeKind.Value, schema.Format == "decimal" ? "decimal" : schema.Format == "float" ? "float" : "double"),
            JsonSchemaType.Number | JsonSchemaType.String => new TypeSpec(TypeKind.Value, schema.Format == "decimal" ? "decimal" : "double", Number: NumberForm.Either),
            JsonSchemaType.Boolean => new TypeSpec(TypeKind.Value, "bool"),
            JsonSchemaType.Array when schema.Items is { } items => new TypeSpec(TypeKind.List, "", Element: Type(items, nameHint + "Item", isRequest)),
            JsonSchemaType.Object when schema.AdditionalProperties is { } value => new TypeSpec(TypeKind.Dictionary, "", Element: Type(value, nameHint + "Value", isRequest)),
            JsonSchemaType.Object => new TypeSpec(TypeKind.Dictionary, "", Element: Json),
            _ => Json,
        };
    }

    private static TypeSpec Json { get; } = new(TypeKind.Json, "global::System.Text.Json.JsonElement");

    private string Global(string name) => $"global::{_namespace}.{name}";

    private TypeSpec Converted(string name, string converter) => new(TypeKind.Value, name, $"global::{_namespace}.Serialization.{converter}");

    private TypeSpec StringType(string? format) => format switch
    {
        "int64" => new TypeSpec(TypeKind.Value, "long", Number: NumberForm.Text),
        "uint64" => new TypeSpec(TypeKind.Value, "ulong", Number: NumberForm.Text),
        "decimal" => new TypeSpec(TypeKind.Value, "decimal", Number: NumberForm.Text),
        "date-time" => Converted("global::System.DateTimeOffset", "LenientDateTimeOffsetConverter"),
        "protobuf-duration" => Converted("global::System.TimeSpan", "ProtobufDurationConverter"),
        "go-duration" => Converted("global::System.TimeSpan", "GoDurationConverter"),
        "duration" => Converted("global::System.TimeSpan", "IsoDurationConverter"),
        "uuid" => new TypeSpec(TypeKind.Value, "global::System.Guid"),
        "byte" => new TypeSpec(TypeKind.Bytes, "byte[]"),
        _ => new TypeSpec(TypeKind.Text, "string"),
    };

    private TypeSpec IntegerType(string? format) => format switch
    {
        "int32" => new TypeSpec(TypeKind.Value, "int"),
        "nanoseconds" => Converted("global::System.TimeSpan", "NanosecondsConverter"),
        _ => new TypeSpec(TypeKind.Value, "long"),
    };

    // ---- operations

    private OperationSpec ParseOperation(string path, IOpenApiPathItem item, string method, OpenApiOperation operation, ServerSpec[] servers)
    {
        var id = operation.OperationId ?? Naming.Pascal(method.ToLowerInvariant() + " " + path);
        var server = operation.Servers is { Count: > 0 } own ? Text(own[0].Extensions, "x-name") ?? servers[0].Name : servers[0].Name;
        var parameters = new List<ParameterSpec>();
        var headers = new List<string>();
        foreach (var parameter in (item.Parameters ?? []).Concat(operation.Parameters ?? []))
        {
            if (parameter.Schema?.Const is { } constant || (parameter.Schema?.Enum is { Count: 1 } one && parameter.Required && (constant = one[0]?.ToString()) is not null))
            {
                headers.Add($"{parameter.Name}: {constant}");
                continue;
            }

            var place = parameter.In switch { ParameterLocation.Path => ParameterPlace.Path, ParameterLocation.Header => ParameterPlace.Header, _ => ParameterPlace.Query };
            parameters.Add(new ParameterSpec(Naming.Camel(parameter.Name!), parameter.Name!, place, Type(parameter.Schema!, id + Naming.Pascal(parameter.Name!), true), parameter.Required || place == ParameterPlace.Path, parameter.Description ?? ""));
        }

        var bodySchema = operation.RequestBody?.Content?.FirstOrDefault(content => content.Key.Contains("json")).Value?.Schema;
        var body = bodySchema is null ? null : Type(bodySchema, id + "Request", true);
        var bodyModel = body is { Kind: TypeKind.Model } ? FindModel(body) : null;
        var success = operation.Responses?.Where(response => response.Key.StartsWith("2", StringComparison.Ordinal)).OrderBy(response => response.Key, StringComparer.Ordinal)
            .Select(response => response.Value).FirstOrDefault(response => response.Content is { Count: > 0 });
        var media = success?.Content?.First();
        var result = media?.Value.Schema is { } schema ? Type(schema, id + "Response", false) : null;
        var resultModel = result is { Kind: TypeKind.Model } ? FindModel(result) : null;
        var kind = result switch
        {
            null => ResultKind.None,
            { Kind: TypeKind.Model } when resultModel is { Properties.Count: 0 } => ResultKind.None,
            { Kind: TypeKind.Model } => ResultKind.Model,
            { Kind: TypeKind.List } => ResultKind.List,
            { Kind: TypeKind.Text } => media!.Value.Key.Contains("json") ? ResultKind.JsonText : ResultKind.Text,
            _ => ResultKind.Other,
        };
        return new OperationSpec(
            id, method, path, operation.Tags?.FirstOrDefault()?.Name ?? "Default", server,
            (operation.Security ?? _document.Security ?? []).Count > 0,
            operation.Extensions is { } extensions && extensions.TryGetValue("x-repeat-safe", out var safe) && safe is JsonNodeExtension { Node: JsonValue flag } ? flag.GetValue<bool>() : method is not ("POST" or "PATCH"),
            operation.Summary ?? "", operation.Description ?? "",
            new(parameters), new(headers), body, bodyModel?.HasRequired ?? false, bodyModel is { Properties.Count: 0 }, operation.RequestBody?.Description ?? bodySchema?.Description ?? "",
            kind, kind == ResultKind.None ? null : result, success?.Description ?? "", resultModel?.HasRequired ?? false, Pagination(operation, bodyModel, resultModel));
    }

    private ModelSpec? FindModel(TypeSpec type) => _models.Values.FirstOrDefault(model => Global(model.Name) == type.Name) ?? ParseLate(type);

    private ModelSpec? ParseLate(TypeSpec type)
    {
        foreach (var schema in _document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
        {
            if (Global(TypeName(schema.Key)) == type.Name)
            {
                ParseNamed(schema.Key, schema.Value);
                return _models[schema.Key];
            }
        }

        return null;
    }

    private static PaginationSpec? Pagination(OpenApiOperation operation, ModelSpec? request, ModelSpec? response)
    {
        if (operation.Extensions is null || !operation.Extensions.TryGetValue("x-pagination", out var extension) || extension is not JsonNodeExtension { Node: JsonObject node } || request is null || response is null)
        {
            return null;
        }

        var token = node["pageToken"]!.GetValue<string>().Split('.');
        var size = node["pageSize"]!.GetValue<string>().Split('.');
        var member = request.Properties.Single(property => property.JsonName == token[0]);
        var items = response.Properties.Single(property => property.JsonName == node["items"]!.GetValue<string>());
        var next = response.Properties.Single(property => property.JsonName == node["nextPageToken"]!.GetValue<string>());
        var id = operation.OperationId ?? "";
        var name = "Enumerate" + (id.StartsWith("List", StringComparison.Ordinal) ? id.Substring(4) : id) + "Async";
        return new PaginationSpec(name, member.Name, member.Type.CSharp, Naming.Pascal(token[1]), Naming.Pascal(size[1]), next.Name, items.Name, items.Type.Element!);
    }

    // ---- extensions

    private static string? Text(IDictionary<string, IOpenApiExtension>? extensions, string name) =>
        extensions is not null && extensions.TryGetValue(name, out var value) && value is JsonNodeExtension { Node: JsonValue node } ? node.GetValue<string>() : null;

    private static bool Flag(IDictionary<string, IOpenApiExtension>? extensions, string name) =>
        extensions is not null && extensions.TryGetValue(name, out var value) && value is JsonNodeExtension { Node: JsonValue node } && node.GetValue<bool>();

    private static List<string> Strings(IDictionary<string, IOpenApiExtension>? extensions, string name) =>
        extensions is not null && extensions.TryGetValue(name, out var value) && value is JsonNodeExtension { Node: JsonArray nodes } ? nodes.Select(node => node!.GetValue<string>()).ToList() : [];
}
