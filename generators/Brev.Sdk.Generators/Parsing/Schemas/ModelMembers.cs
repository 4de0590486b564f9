using Brev.Sdk.Generators.Diagnostics;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>Collects the members of an object over all its <c>allOf</c> parts; where two say the same name, the later one counts.</summary>
internal sealed class ModelMembers(SchemaReferences references)
{
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly Dictionary<string, (IOpenApiSchema Schema, string Pointer)> _members = new(StringComparer.Ordinal);

    public HashSet<string> Required { get; } = new(StringComparer.Ordinal);

    public bool KeepsUnknown { get; private set; }

    /// <summary>The members in the order of the document.</summary>
    public IEnumerable<(string JsonName, IOpenApiSchema Schema, string Pointer)> All =>
        _order.Select(name => (name, _members[name].Schema, _members[name].Pointer));

    public void Collect(IOpenApiSchema schema, string pointer)
    {
        // Last in, first out: what is pushed first is added last.
        var open = new Stack<Step>();
        open.Push(new Step(schema, pointer, IsOptional: false, Level: 0));
        while (open.Count > 0)
        {
            var step = open.Pop();
            if (step.Own is { } own)
            {
                AddOwn(own, step.IsOptional);
            }
            else if (references.Resolve(step.Schema, step.Pointer) is { } resolved && !_visited.Contains(resolved.Pointer))
            {
                _visited.Add(resolved.Pointer);
                Push(open, resolved, step);
            }
        }
    }

    private void Push(Stack<Step> open, ResolvedSchema resolved, Step step)
    {
        var choices = SchemaShape.Choices(resolved.Schema, resolved.Pointer);
        var parts = SchemaShape.Parts(resolved.Schema, resolved.Pointer);
        if (step.Level == SchemaShape.MostLevels && choices.Count + parts.Count > 0)
        {
            references.Problems.Add(
                ProblemIds.LeftOutElement,
                resolved.Pointer,
                "What this part brings from parts of its own",
                $"{SchemaShape.MostLevels} levels of them are around it");
            (choices, parts) = ([], []);
        }

        // Beside described members, forms add members that may be there.
        foreach (var (choice, place) in choices.Reverse())
        {
            open.Push(new Step(choice, place, IsOptional: true, step.Level + 1));
        }

        open.Push(step with { Own = resolved });
        foreach (var (part, place) in parts.Reverse())
        {
            open.Push(new Step(part, place, step.IsOptional, step.Level + 1));
        }
    }

    private void AddOwn(ResolvedSchema resolved, bool isOptional)
    {
        if (!isOptional)
        {
            Required.UnionWith(resolved.Schema.Required ?? new HashSet<string>());
        }

        KeepsUnknown |= SchemaShape.ListsNoMembers(resolved.Schema)
            || (resolved.Schema.AdditionalPropertiesAllowed && resolved.Schema.Properties is { Count: > 0 });
        foreach (var property in resolved.Schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            if (_members.ContainsKey(property.Key))
            {
                _order.Remove(property.Key);
            }

            _order.Add(property.Key);
            _members[property.Key] = (property.Value, Pointer.Child(resolved.Pointer, "properties", property.Key));
        }
    }

    /// <param name="Schema">A schema to visit.</param>
    /// <param name="Pointer">Where it stands.</param>
    /// <param name="IsOptional">Whether its members need not be there.</param>
    /// <param name="Level">How many schemas it is a part of, each within the next.</param>
    /// <param name="Own">The schema, when all its parts have been visited.</param>
    private sealed record Step(IOpenApiSchema Schema, string Pointer, bool IsOptional, int Level, ResolvedSchema? Own = null);
}
