using System.Globalization;
using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Parsing.Schemas;
using Brev.Sdk.Generators.Reading;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Reads the parameters of an operation.</summary>
internal sealed class ParameterParser(SchemaParser schemas, ProblemLog problems, bool isSwagger)
{
    private const string AskedFor = "'security' says which credentials are asked for";

    /// <summary>The parameters under their names in the document; none when one that is required cannot be written.</summary>
    public ParsedParameters? Parse(FoundOperation found, string id, CredentialSpec[] credentials)
    {
        var parsed = new ParsedParameters(credentials);
        foreach (var (parameter, pointer) in Declared(found))
        {
            if (parameter.In == ParameterLocation.Header && SaidBy(parameter.Name!, parsed) is { } said)
            {
                problems.Add(ProblemIds.IgnoredParameter, pointer, parameter.Name!, said);
                continue;
            }

            if (Constant(parameter) is { } constant && HeaderText.IsName(parameter.Name!) && HeaderText.IsValue(constant))
            {
                parsed.Headers.Add($"{parameter.Name}: {constant}");
            }
            else if (!Add(parsed, parameter, pointer, found, id) && (parameter.Required || parameter.In == ParameterLocation.Path))
            {
                return null;
            }
        }

        return parsed;
    }

    /// <summary>
    /// Header parameters of these names are to be ignored (OpenAPI 3.1.1, 4.8.12.2); version 2.0 has no such rule, and a document of it
    /// can ask for credentials in no other way than a parameter.
    /// </summary>
    private string? SaidBy(string name, ParsedParameters parsed) => name.ToUpperInvariant() switch
    {
        "ACCEPT" => "the media types of the answers say what is accepted",
        "CONTENT-TYPE" => "the media types of the body say what it is",
        "AUTHORIZATION" when !isSwagger => AskedFor,
        _ => parsed.IsCredential(ParameterPlace.Header, name) ? AskedFor : null,
    };

    /// <summary>Those of the path, replaced by those of the operation.</summary>
    private List<PlacedParameter> Declared(FoundOperation found)
    {
        var declared = new List<PlacedParameter>();
        Declare(declared, found.Item.Parameters, Pointer.Parent(found.Pointer));
        Declare(declared, found.Operation.Parameters, found.Pointer);
        return declared;
    }

    private void Declare(List<PlacedParameter> declared, IList<IOpenApiParameter>? parameters, string owner)
    {
        for (var index = 0; index < parameters?.Count; index++)
        {
            var parameter = Referred.To(parameters[index]);
            var pointer = $"{owner}/parameters/{index.ToString(CultureInfo.InvariantCulture)}";
            if (!IsUsable(parameter, pointer))
            {
                continue;
            }

            var placed = new PlacedParameter(parameter, pointer);
            var replaced = declared.FindIndex(other => other.Parameter.Name == parameter.Name && other.Parameter.In == parameter.In);
            if (replaced < 0)
            {
                declared.Add(placed);
            }
            else
            {
                declared[replaced] = placed;
            }
        }
    }

    private bool IsUsable(IOpenApiParameter parameter, string pointer)
    {
        if (parameter is OpenApiParameterReference { Target: null } reference)
        {
            problems.AddReference(reference.Reference, pointer);
            return false;
        }

        if (!string.IsNullOrEmpty(parameter.Name))
        {
            return true;
        }

        if (ExtensionValues.Flag(parameter.Extensions, DocumentNormalizer.LeftOut) == true)
        {
            return false;
        }

        problems.Add(ProblemIds.LeftOutElement, pointer, "The parameter", "it has no name");
        return false;
    }

    /// <summary>A required header with one possible value needs no parameter.</summary>
    private static string? Constant(IOpenApiParameter parameter) =>
        parameter.In == ParameterLocation.Header && parameter.Required
        && parameter.Schema is { } schema && SchemaReferences.Words(schema) is var words
            ? words.Const ?? (words.Enum is [{ } only] ? ExtensionValues.Text(only) : null)
            : null;

    private bool Add(ParsedParameters parsed, IOpenApiParameter parameter, string pointer, FoundOperation found, string id)
    {
        var isOfPath = !pointer.StartsWith(found.Pointer, StringComparison.Ordinal);
        if (PlaceOf(parameter) is not { } place || SchemaOf(parameter, pointer) is not { Schema: { } schema } content)
        {
            problems.Add(ProblemIds.UnsupportedParameter, pointer, parameter.Name!, Reason(parameter));
            return false;
        }

        if (parameter.AllowReserved)
        {
            problems.Add(ProblemIds.UnsupportedKeyword, Pointer.Child(pointer, "allowReserved"), "allowReserved");
        }

        var owner = isOfPath ? Naming.Pascal(found.Path) + PlaceNames.OfPath : id;
        var hint = owner + Naming.Pascal(parameter.Name!) + PlaceNames.OfParameter;
        var type = schemas.Type(schema, hint, content.Pointer, isRequest: true) with { IsNullable = false };
        if (content.Media is { } media && !MediaTypes.CanHold(media, type, schemas.HasParts(type)))
        {
            problems.Add(
                ProblemIds.UnsupportedMediaType, Pointer.Child(pointer, "content", media), media, $"parameter '{parameter.Name}'");
            type = ScalarTypes.Text;
        }

        var isJson = content.Media is { } name && MediaTypes.KindOf(name) == MediaKind.Json;
        var style = isJson ? ValueStyle.Json : ParameterStyles.Of(parameter);
        if (place == ParameterPlace.Query
            && style is ValueStyle.Form or ValueStyle.DeepObject
            && type.Kind is TypeKind.Model
            && Members(parameter, type) is { } members)
        {
            foreach (var member in members)
            {
                AddOnce(parsed, member, pointer);
            }

            if (schemas.Members(type) is { DescribesOthers: true })
            {
                problems.Add(
                    ProblemIds.LeftOutElement,
                    pointer,
                    $"What 'additionalProperties' describes in '{parameter.Name}'",
                    "each property is a parameter of its own, and these have no names");
            }

            return true;
        }

        if (Written(parameter, style, type) is not { } written)
        {
            problems.Add(
                ProblemIds.UnsupportedParameter,
                pointer,
                parameter.Name!,
                $"its style is {style}, of {Composed(type)}".ToLowerInvariant());
            return false;
        }

        var isRequired = parameter.Required || place == ParameterPlace.Path;
        AddOnce(parsed, new ParameterSpec("", parameter.Name!, place, written, isRequired, style, ParameterStyles.IsExploded(
            parameter), Description(parameter, isRequired)), pointer);
        return true;
    }

    /// <summary>A member of an object in a query can have the name of something else there, and a server can tell neither apart.</summary>
    private void AddOnce(ParsedParameters parsed, ParameterSpec spec, string pointer)
    {
        if (parsed.IsCredential(spec.Place, spec.WireName))
        {
            problems.Add(ProblemIds.IgnoredParameter, pointer, spec.WireName, AskedFor);
            return;
        }

        if (parsed.Specs.Any(other => other.Place == spec.Place && other.WireName == spec.WireName))
        {
            var reason = $"something else of the {spec.Place} has this name".ToLowerInvariant();
            problems.Add(ProblemIds.LeftOutElement, pointer, $"'{spec.WireName}'", reason);
            return;
        }

        parsed.Specs.Add(spec);
    }

    private static string Description(IOpenApiParameter parameter, bool isRequired) => DescribedDefault.AppendDeprecated(
        isRequired ? parameter.Description ?? "" : DescribedDefault.Append(parameter.Description ?? "", parameter.Schema),
        parameter.Deprecated);

    private static ParameterPlace? PlaceOf(IOpenApiParameter parameter) => parameter.In switch
    {
        ParameterLocation.Path => ParameterPlace.Path,
        ParameterLocation.Query => ParameterPlace.Query,
        ParameterLocation.Header when HeaderText.IsName(parameter.Name!) => ParameterPlace.Header,
        ParameterLocation.Cookie => ParameterPlace.Cookie,
        _ => null,
    };

    /// <summary>The schema of the value, which stands in a media type when the value is written as that.</summary>
    private static (IOpenApiSchema? Schema, string Pointer, string? Media) SchemaOf(IOpenApiParameter parameter, string pointer)
    {
        if (parameter.Schema is { } schema)
        {
            return (schema, Pointer.Child(pointer, "schema"), null);
        }

        return (parameter.Content
            ?? new Dictionary<string, IOpenApiMediaType>()).FirstOrDefault() is { Value.Schema: { } content, Key: { } media }
            ? (content, Pointer.Child(Pointer.Child(pointer, "content", media), "schema"), media)
            : default;
    }

    private static string Reason(IOpenApiParameter parameter) =>
        parameter.In is null ? "it does not say where it travels"
        : parameter.In == ParameterLocation.Header && PlaceOf(parameter) is null ? "no header can have this name"
        : PlaceOf(parameter) is null ? $"it travels in a {parameter.In}".ToLowerInvariant()
        : "no schema describes its value";

    /// <summary>The type of a parameter that has a text in its style; none when OpenAPI does not say how such a value is written.</summary>
    private TypeSpec? Written(IOpenApiParameter parameter, ValueStyle style, TypeSpec type) => type switch
    {
        _ when style == ValueStyle.Json => type,
        { Kind: TypeKind.List } =>
            Scalar(type.Element!) is { } element ? type with { Element = ListElement(element, parameter.Required) } : null,
        { Kind: TypeKind.Dictionary } => Scalar(type.Element!) is { } value ? type with { Element = value } : null,
        { Kind: TypeKind.Model } when style == ValueStyle.DeepObject => type,
        { Kind: TypeKind.Model } => schemas.Model(type)!.Properties.All(property => Scalar(property.Type) is not null) ? type : null,
        { Kind: TypeKind.Union } when schemas.HasParts(type) =>
            schemas.Union(type)!.Variants.All(form => (
                form.Type.Kind == TypeKind.Union ? Scalar(form.Type) : Written(parameter, style, form.Type)) is not null) ? type : null,
        _ => Scalar(type),
    };

    private static string Composed(TypeSpec type) =>
        type.IsCollection ? "a collection" : type.Kind == TypeKind.Union ? "a value of several forms" : "an object";

    /// <summary>
    /// Refit's generator repeats the compiler's attribute for nullability and cannot do so when a list and its elements differ in it; so
    /// both may be null, or neither.
    /// </summary>
    public static TypeSpec ListElement(TypeSpec element, bool isRequired) =>
        element with { IsNullable = !isRequired && !element.IsValueType };

    /// <summary>Values that have a text of their own; what is a union of such values or untyped is passed as text.</summary>
    private TypeSpec? Scalar(TypeSpec type) => type.Kind switch
    {
        TypeKind.Union when schemas.HasParts(type) => null,
        TypeKind.Text or TypeKind.OpenEnum or TypeKind.Value => type,
        TypeKind.Union or TypeKind.Json or TypeKind.Bytes => ScalarTypes.Text,
        _ => null,
    };

    /// <summary>
    /// An object in a query is one parameter for each of its members, where all of them have a text or are lists of texts.
    /// </summary>
    private ParameterSpec[]? Members(IOpenApiParameter parameter, TypeSpec type)
    {
        var isDeep = parameter.Style == ParameterStyle.DeepObject;
        if ((!isDeep && !parameter.Explode)
            || schemas.Model(type) is not { Properties.Count: > 0 } model
            || model.Properties.Any(property => Member(property.Type) is null)
            || !schemas.References.Repeated.TryBring(model.Name, model.Properties.Count))
        {
            return null;
        }

        return model.Properties
            .Select(property => new ParameterSpec(
                "",
                isDeep ? $"{parameter.Name}[{property.JsonName}]" : property.JsonName,
                ParameterPlace.Query,
                Member(property.Type)!,
                parameter.Required && property.IsRequired,
                ValueStyle.Form,
                true,
                DescribedDefault.AppendDeprecated(property.Description, property.IsDeprecated)))
            .ToArray();
    }

    private TypeSpec? Member(TypeSpec type) =>
        type.Kind == TypeKind.List
            ? Scalar(type.Element!) is { } element ? type with { Element = ListElement(element, isRequired: false) } : null
            : Scalar(type);

    private sealed record PlacedParameter(IOpenApiParameter Parameter, string Pointer);
}
