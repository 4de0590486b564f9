using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Names;

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

    private readonly IReadOnlyDictionary<string, string> _operations;
    private readonly Dictionary<string, string> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);

    /// <summary>
    /// The names of the places that have been passed, and whether no step has added to that of a schema: what lies deep within each other
    /// is not walked to anew for each place.
    /// </summary>
    private Dictionary<string, (string Name, bool IsSchema)> _passed = new(StringComparer.Ordinal);

    public PlaceNames(IReadOnlyDictionary<string, string> schemas, IReadOnlyDictionary<string, string> operations)
    {
        _operations = operations;
        foreach (var schema in schemas)
        {
            _owners.Add(Pointer.Schemas + Pointer.Escaped(schema.Key), schema.Value);
        }

        foreach (var operation in operations)
        {
            _owners[operation.Key] = operation.Value;
        }
    }

    public void Step(string pointer, string step)
    {
        if (_passed.ContainsKey(pointer) && !(_steps.TryGetValue(pointer, out var known) && known == step))
        {
            Forget();
        }

        _steps[pointer] = step;
    }

    public void Begin(string pointer, string name)
    {
        if (!pointer.StartsWith(Pointer.Schemas, StringComparison.Ordinal) && !_owners.ContainsKey(pointer))
        {
            _owners.Add(pointer, Owned(pointer, name));
            Forget();
        }
    }

    public string Of(string pointer)
    {
        var (name, isSchema, end) = Nearest(pointer);
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

            if (named is not null || !IsNamed(keyword))
            {
                _passed[place] = (name, isSchema);
            }
        }

        return name;
    }

    /// <summary>The nearest place above that has a name of its own or has been passed, and where in the pointer it ends.</summary>
    private (string Name, bool IsSchema, int End) Nearest(string pointer)
    {
        var isSchema = pointer.StartsWith(Pointer.Schemas, StringComparison.Ordinal);
        for (var place = pointer; place.Length > 0; place = Pointer.Parent(place))
        {
            if (_passed.TryGetValue(place, out var passed))
            {
                return (passed.Name, passed.IsSchema, place.Length);
            }

            if (_owners.TryGetValue(place, out var owner))
            {
                return (owner, isSchema, place.Length);
            }
        }

        var first = 0;
        return pointer.Length > 0 ? (Naming.Pascal(Unescaped(Step(pointer, ref first))), isSchema, first) : ("Document", false, 0);
    }

    /// <summary>One that has been large takes as long to clear as it was, each time.</summary>
    private void Forget() => _passed = _passed.Count > 0 ? new(StringComparer.Ordinal) : _passed;

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
        // Paths, the path, the method.
        var end = 0;
        for (var steps = 0; steps < 3 && end < pointer.Length; steps++)
        {
            Step(pointer, ref end);
        }

        return _operations.TryGetValue(pointer.Substring(0, end), out var operation)
            && name.Length > operation.Length
            && name.StartsWith(operation, StringComparison.Ordinal)
                ? operation + Join + name.Substring(operation.Length).TrimStart(Join)
                : name;
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
