using System.Globalization;
using System.Text.Json;
using Brev.Sdk.Generators.Diagnostics;

namespace Brev.Sdk.Generators.Reading;

/// <summary>
/// Says where in a document something stands that is read as version 3 has it: version 2.0 keeps what is referred to elsewhere, and has
/// bodies among the parameters and media types in lists.
/// </summary>
internal sealed class DocumentPlaces(JsonElement root)
{
    private const string Parameters = "parameters";

    private readonly bool _isVersion2 = root.TryGetProperty("swagger", out _);

    /// <summary>The document's own place of a component, or of something in it.</summary>
    public string OfComponent(string pointer) =>
        _isVersion2 && pointer.Split('/') is [_, "components", var section, ..] steps
            ? Place($"/{Section(section)}", steps.Where((_, index) => index > 2 && !(index is 4 or 5 && steps[4] == "content")))
            : pointer;

    /// <summary>The document's own place of anything that has been read.</summary>
    public string Of(string pointer) => !_isVersion2 ? pointer : pointer.Split('/') switch
    {
        [_, "servers", ..] => "/host",
        [_, "paths", var path, Parameters, var index, ..] steps => OfParameter($"/paths/{path}", index, steps, 5),
        [_, "paths", var path, var method, Parameters, var index, ..] steps => OfParameter($"/paths/{path}/{method}", index, steps, 6),
        [_, "paths", var path, var method, "requestBody", ..] steps => OfBody($"/paths/{path}/{method}", steps),
        [_, "paths", var path, var method, "responses", _, "content", var media] =>
            Media($"/paths/{path}/{method}", "produces", media) ?? pointer,
        [_, "paths", _, _, "responses", _, "content", _, ..] steps => Place(Place("", steps.Skip(1).Take(5)), steps.Skip(8)),
        _ => OfComponent(pointer),
    };

    private static string Section(string section) => section switch
    {
        "schemas" => "definitions",
        "securitySchemes" => "securityDefinitions",
        "requestBodies" => Parameters,
        _ => section,
    };

    private static string Place(string pointer, IEnumerable<string> steps) => string.Join("/", steps.Prepend(pointer));

    /// <summary>Bodies and fields are no parameters once they are read, and a parameter has the words of its schema itself.</summary>
    private string OfParameter(string owner, string index, string[] steps, int next)
    {
        var others = Given(owner).Where(static given => given.In is not ("body" or "formData")).ToArray();
        return int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < others.Length
            ? Place(others[number].Pointer, steps.Skip(next).SkipWhile(static step => step == "schema"))
            : Place("", steps.Skip(1));
    }

    private string OfBody(string operation, string[] steps)
    {
        if (steps.Length == 7 && Media(operation, "consumes", steps[6]) is { } media)
        {
            return media;
        }

        var given = Given(operation).Concat(Given(Pointer.Parent(operation))).ToArray();
        if (Array.Find(given, static parameter => parameter.In == "body") is { } body)
        {
            return Place(body.Pointer, steps.Skip(7));
        }

        var isPart = steps.Length > 9 && steps[8] == "properties";
        var field = isPart ? steps[9] : steps.Length > 8 && steps[7] == "encoding" ? steps[8] : "";
        var fields = given.Where(static parameter => parameter.In == "formData").ToArray();
        return (Array.Find(fields, parameter => Pointer.Escaped(parameter.Name) == field) ?? fields.FirstOrDefault()) is { } found
            ? Place(found.Pointer, isPart && Pointer.Escaped(found.Name) == field ? steps.Skip(10) : [])
            : operation;
    }

    /// <summary>Where an operation, or the document for all of them, names a media type.</summary>
    private string? Media(string operation, string list, string media)
    {
        foreach (var owner in new[] { operation, "" })
        {
            if (At(owner) is { ValueKind: JsonValueKind.Object } element
                && element.TryGetProperty(list, out var types)
                && types.ValueKind == JsonValueKind.Array)
            {
                var names = types.EnumerateArray().Select(static type => type.ToString()).ToList();
                return names.FindIndex(name => Pointer.Escaped(name) == media) is >= 0 and var index
                    ? $"{owner}/{list}/{index.ToString(CultureInfo.InvariantCulture)}"
                    : null;
            }
        }

        return null;
    }

    private IEnumerable<Parameter> Given(string owner)
    {
        if (At(owner) is not { ValueKind: JsonValueKind.Object } element
            || !element.TryGetProperty(Parameters, out var list)
            || list.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var meant = ReferenceResolver.Address(item) is { } address && address.StartsWith("#", StringComparison.Ordinal)
                ? At(address.Substring(1)) ?? item
                : item;
            var place = $"{owner}/{Parameters}/{index++.ToString(CultureInfo.InvariantCulture)}";
            yield return new Parameter(place, Text(meant, "name"), Text(meant, "in"));
        }
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var text) ? text.ToString() : "";

    private JsonElement? At(string pointer)
    {
        var element = root;
        foreach (var step in pointer.Split('/').Skip(1))
        {
            var name = step.Replace("~1", "/").Replace("~0", "~");
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }

    private sealed record Parameter(string Pointer, string Name, string In);
}
