namespace Brev.Sdk.Generators.Parsing.Names;

/// <summary>
/// Names schemas that have no name by their place alone: what owns it, and the way from there, joined by underscores. No name of a schema
/// or an operation has an underscore inside, so what is added somewhere else in a document never takes such a name. A schema and an
/// operation can have one name: a member that is called like a part of an operation has two underscores, with such an operation or without.
/// </summary>
internal sealed class PlaceNames
{
    /// <summary>How the name of a place ends that is a parameter of an operation, or a part of its body.</summary>
    public const string OfParameter = "Parameter";

    /// <summary>What stands between a path and the name of a parameter that all of its operations have.</summary>
    public const string OfPath = "_Path";

    private const char Join = '_';

    private readonly IReadOnlyDictionary<string, string> _schemas;
    private readonly IReadOnlyDictionary<string, string> _operations;
    private readonly Dictionary<string, string> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _begun = new(StringComparer.Ordinal);

    public PlaceNames(IReadOnlyDictionary<string, string> schemas, IReadOnlyDictionary<string, string> operations)
    {
        _schemas = schemas;
        _operations = operations;
    }

    public void Step(string pointer, string step) => _steps[pointer] = step;

    public void Begin(string pointer, string name)
    {
        if (!pointer.StartsWith(Pointer.Schemas, StringComparison.Ordinal) && !_begun.ContainsKey(pointer))
        {
            _begun.Add(pointer, Owned(pointer, name));
        }
    }

    public string Of(string pointer)
    {
        var (name, end) = Owner(pointer);
        var isSchema = end > 0 && pointer.StartsWith(Pointer.Schemas, StringComparison.Ordinal);
        while (end < pointer.Length)
        {
            var keyword = Step(pointer, ref end);
            var named = IsNamed(keyword) && end < pointer.Length ? Step(pointer, ref end) : null;
            var place = end == pointer.Length ? pointer : pointer.Substring(0, end);
            var step = _steps.TryGetValue(place, out var given) ? given : named is null ? Default(keyword) : Default(keyword, named);
            if (step.TrimStart(Join) is { Length: > 0 } word)
            {
                name += (isSchema && IsOfOperation(word) ? $"{Join}{Join}" : $"{Join}") + word;
                isSchema = false;
            }
        }

        return name;
    }

    /// <summary>The nearest place above that has a name of its own, and where in the pointer it ends.</summary>
    private (string Name, int End) Owner(string pointer)
    {
        if (pointer.StartsWith(Pointer.Schemas, StringComparison.Ordinal))
        {
            var end = Pointer.Schemas.Length - 1;
            if (_schemas.TryGetValue(Unescaped(Step(pointer, ref end)), out var schema))
            {
                return (schema, end);
            }
        }

        for (var place = pointer; place.Length > 0; place = Pointer.Parent(place))
        {
            if (_begun.TryGetValue(place, out var begun) || _operations.TryGetValue(place, out begun))
            {
                return (begun, place.Length);
            }
        }

        var first = 0;
        return pointer.Length > 0 ? (Naming.Pascal(Unescaped(Step(pointer, ref first))), first) : ("Document", 0);
    }

    /// <summary>The step of a pointer that begins with the slash at a place, which then is the one after it.</summary>
    private static string Step(string pointer, ref int slash)
    {
        var start = slash + 1;
        var end = pointer.IndexOf('/', start);
        slash = end < 0 ? pointer.Length : end;
        return pointer.Substring(start, slash - start);
    }

    /// <summary>The name of an operation's own schema begins with the operation, which the rest is told apart from.</summary>
    private string Owned(string pointer, string name)
    {
        for (var place = pointer; place.Length > 0; place = Pointer.Parent(place))
        {
            if (_operations.TryGetValue(place, out var operation)
                && name.Length > operation.Length
                && name.StartsWith(operation, StringComparison.Ordinal))
            {
                return operation + Join + name.Substring(operation.Length).TrimStart(Join);
            }
        }

        return name;
    }

    /// <summary>Whether an operation can have a part that is called so.</summary>
    private static bool IsOfOperation(string step) =>
        step.StartsWith("Request", StringComparison.OrdinalIgnoreCase)
        || step.StartsWith("Response", StringComparison.OrdinalIgnoreCase)
        || step.StartsWith("Error", StringComparison.OrdinalIgnoreCase)
        || step.EndsWith(OfParameter, StringComparison.OrdinalIgnoreCase);

    /// <summary>Keywords that hold something by a name or a number.</summary>
    private static bool IsNamed(string keyword) =>
        keyword is "properties" or "patternProperties"
            or "$defs" or "definitions" or "oneOf" or "anyOf" or "allOf" or "responses" or "content" or "parameters" or "type";

    private static string Default(string keyword, string name) => keyword switch
    {
        "allOf" or "content" => "",
        "oneOf" or "anyOf" => "Form" + name,
        "responses" => "Response" + Naming.Pascal(name).TrimStart(Join),
        "parameters" => "Parameter" + name,
        _ => Naming.Pascal(Unescaped(name)),
    };

    private static string Default(string keyword) => keyword switch
    {
        "items" => "Item",
        "additionalProperties" => "Value",
        "requestBody" => "Request",
        "schema" or "components" => "",
        _ => Naming.Pascal(Unescaped(keyword)),
    };

    private static string Unescaped(string step) => step.Replace("~1", "/").Replace("~0", "~");
}
