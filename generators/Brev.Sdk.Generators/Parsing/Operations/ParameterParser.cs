using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Parsing.Schemas;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Reads the parameters of an operation.</summary>
internal sealed class ParameterParser(SchemaParser schemas, ProblemLog problems)
{
    /// <summary>Header parameters of these names say nothing, by the rules of OpenAPI: other parts of the document do.</summary>
    private static readonly string[] Ignored = ["Accept", "Content-Type", "Authorization"];

    /// <summary>The parameters under their names in the document; none when one that is required cannot be written.</summary>
    public ParsedParameters? Parse(FoundOperation found, string id)
    {
        var parsed = new ParsedParameters();
        foreach (var (parameter, pointer) in Declared(found))
        {
            if (parameter.In == ParameterLocation.Header && Ignored.Contains(parameter.Name!, StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            if (Constant(parameter) is { } constant)
            {
                parsed.Headers.Add($"{parameter.Name}: {constant}");
            }
            else if (!Add(parsed, parameter, pointer, id) && (parameter.Required || parameter.In == ParameterLocation.Path))
            {
                return null;
            }
        }

        return parsed;
    }

    /// <summary>Those of the path, replaced by those of the operation.</summary>
    private IEnumerable<(IOpenApiParameter Parameter, string Pointer)> Declared(FoundOperation found)
    {
        var ofPath = (found.Item.Parameters ?? []).Select((parameter, index) => (parameter, $"{Pointer.Parent(found.Pointer)}/parameters/{index}"));
        var own = (found.Operation.Parameters ?? []).Select((parameter, index) => (parameter, $"{found.Pointer}/parameters/{index}"));
        var all = ofPath.Concat(own).Where(pair => IsUsable(pair.parameter, pair.Item2)).ToArray();
        return all.GroupBy(pair => (pair.parameter.Name, pair.parameter.In)).Select(group => group.Last());
    }

    private bool IsUsable(IOpenApiParameter parameter, string pointer)
    {
        if (parameter is OpenApiParameterReference { Target: null } reference)
        {
            problems.AddReference(reference.Reference, pointer);
            return false;
        }

        return !string.IsNullOrEmpty(parameter.Name);
    }

    /// <summary>A required header with one possible value needs no parameter.</summary>
    private static string? Constant(IOpenApiParameter parameter) =>
        parameter.In == ParameterLocation.Header && parameter.Required
            ? parameter.Schema?.Const ?? (parameter.Schema?.Enum is [{ } only] ? ExtensionValues.Text(only) : null)
            : null;

    private bool Add(ParsedParameters parsed, IOpenApiParameter parameter, string pointer, string id)
    {
        if (parameter.In is not (ParameterLocation.Path or ParameterLocation.Query or ParameterLocation.Header) || parameter.Schema is null)
        {
            problems.Add(ProblemIds.UnsupportedParameter, pointer, parameter.Name!, Reason(parameter));
            return false;
        }

        var place = parameter.In switch { ParameterLocation.Path => ParameterPlace.Path, ParameterLocation.Header => ParameterPlace.Header, _ => ParameterPlace.Query };
        var type = schemas.Type(parameter.Schema, id + Naming.Pascal(parameter.Name!), Pointer.Child(pointer, "schema"), isRequest: true) with { IsNullable = false };
        if (place == ParameterPlace.Query && type.Kind is TypeKind.Model && Members(parameter, type) is { } members)
        {
            parsed.Specs.AddRange(members);
            return true;
        }

        if (Written(parameter, place, type) is not { } written)
        {
            var style = $"its style is {parameter.Style}, of {(type.IsCollection ? "a collection" : "an object")}";
            problems.Add(ProblemIds.UnsupportedParameter, pointer, parameter.Name!, style.ToLowerInvariant());
            return false;
        }

        var isRequired = parameter.Required || place == ParameterPlace.Path;
        var listForm = written.Kind == TypeKind.List ? ListFormOf(parameter) : ListForm.None;
        parsed.Specs.Add(new ParameterSpec("", parameter.Name!, place, written, isRequired, listForm, parameter.Description ?? ""));
        return true;
    }

    private static string Reason(IOpenApiParameter parameter) =>
        parameter.In is null ? "it does not say where it travels"
        : parameter.Schema is null ? "no schema describes its value"
        : $"it travels in a {parameter.In}".ToLowerInvariant();

    /// <summary>The type of a parameter that is written as one text or as a list of texts; none for anything deeper.</summary>
    private static TypeSpec? Written(IOpenApiParameter parameter, ParameterPlace place, TypeSpec type) => type switch
    {
        _ when parameter.Style is ParameterStyle.Matrix or ParameterStyle.Label => null,
        { Kind: TypeKind.List } when place == ParameterPlace.Query && Scalar(type.Element!) is { } element => type with { Element = ListElement(element, parameter.Required) },
        _ => Scalar(type),
    };

    /// <summary>
    /// Refit's generator repeats the compiler's attribute for nullability and cannot do so when a list and its elements differ in it; so both
    /// may be null, or neither.
    /// </summary>
    public static TypeSpec ListElement(TypeSpec element, bool isRequired) => element with { IsNullable = !isRequired && !element.IsValueType };

    /// <summary>Values that have a text of their own; what is a union or untyped is passed as text.</summary>
    private static TypeSpec? Scalar(TypeSpec type) => type.Kind switch
    {
        TypeKind.Text or TypeKind.OpenEnum => type,
        TypeKind.Value => type with { Wire = WireForm.Default, Number = NumberForm.Plain },
        TypeKind.Union or TypeKind.Json or TypeKind.Bytes => ScalarTypes.Text,
        _ => null,
    };

    private static ListForm ListFormOf(IOpenApiParameter parameter) => parameter.Style switch
    {
        ParameterStyle.SpaceDelimited => ListForm.Ssv,
        ParameterStyle.PipeDelimited => ListForm.Pipes,
        _ => parameter.Explode ? ListForm.Multi : ListForm.Csv,
    };

    /// <summary>An object in a query is one parameter for each of its members, where all of them have a text.</summary>
    private ParameterSpec[]? Members(IOpenApiParameter parameter, TypeSpec type)
    {
        var isDeep = parameter.Style == ParameterStyle.DeepObject;
        if ((!isDeep && !parameter.Explode)
            || schemas.Model(type) is not { Properties.Count: > 0 } model
            || model.Properties.Any(property => Scalar(property.Type) is null))
        {
            return null;
        }

        return model.Properties
            .Select(property => new ParameterSpec(
                "",
                isDeep ? $"{parameter.Name}[{property.JsonName}]" : property.JsonName,
                ParameterPlace.Query,
                Scalar(property.Type)!,
                parameter.Required && property.IsRequired,
                ListForm.None,
                property.Description))
            .ToArray();
    }
}
