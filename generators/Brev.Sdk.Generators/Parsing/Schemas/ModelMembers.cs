using Brev.Sdk.Generators.Diagnostics;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>Collects the members of an object over all its <c>allOf</c> parts; where two say the same name, the later one counts.</summary>
internal sealed class ModelMembers(SchemaReferences references)
{
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private readonly List<ModelMember> _order = [];
    private readonly Dictionary<string, ModelMember> _members = new(StringComparer.Ordinal);

    public HashSet<string> Required { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether values of it travel in requests and in no answer.</summary>
    public bool IsSentOnly { get; init; }

    public bool KeepsUnknown { get; private set; }

    /// <summary>Whether the document says what other members hold, so that they are meant and not only allowed.</summary>
    public bool DescribesOthers { get; private set; }

    /// <summary>The members in the order of the document.</summary>
    public IReadOnlyList<ModelMember> All => _order;

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
                AddOwn(own, step);
            }
            else if (references.Resolve(step.Schema, step.Pointer) is { } resolved && !_visited.Contains(resolved.Pointer))
            {
                _visited.Add(resolved.Pointer);
                Push(open, resolved, step);
            }
        }

        _order.RemoveAll(member => !ReferenceEquals(member, _members[member.JsonName]));
    }

    /// <summary>Whether a value must have a member: a read-only one is required in answers alone, a write-only one in requests.</summary>
    public bool Requires(string jsonName, bool inRequest) =>
        Required.Contains(jsonName)
        && !(_members.TryGetValue(jsonName, out var member)
            && SchemaReferences.Words(member.Schema) is var words
            && (inRequest ? words.ReadOnly : words.WriteOnly));

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
        for (var index = choices.Count - 1; index >= 0; index--)
        {
            open.Push(new Step(choices[index].Schema, choices[index].Pointer, IsOptional: true, step.Level + 1));
        }

        open.Push(step with { Own = resolved });
        for (var index = parts.Count - 1; index >= 0; index--)
        {
            open.Push(new Step(parts[index].Schema, parts[index].Pointer, step.IsOptional, step.Level + 1));
        }
    }

    private void AddOwn(ResolvedSchema resolved, Step step)
    {
        if (step.Level > 0 && !references.Repeated.TryBring(resolved.Pointer, resolved.Schema.Properties?.Count ?? 0))
        {
            references.Problems.Add(ProblemIds.LeftOutElement, step.Pointer, "What this part brings", RepeatedMembers.Reason);
            return;
        }

        if (!step.IsOptional && resolved.Schema.Required is { } required)
        {
            Required.UnionWith(required);
        }

        DescribesOthers |= resolved.Schema.AdditionalProperties is not null || resolved.Schema.PatternProperties is { Count: > 0 };
        KeepsUnknown |= SchemaShape.ListsNoMembers(resolved.Schema)
            || (resolved.Schema.AdditionalPropertiesAllowed && resolved.Schema.Properties is { Count: > 0 });
        if (resolved.Schema.Properties is not { Count: > 0 } properties)
        {
            return;
        }

        var place = Pointer.Child(resolved.Pointer, "properties");
        foreach (var property in properties)
        {
            var member = new ModelMember(property.Key, property.Value, Pointer.Child(place, property.Key));
            _order.Add(member);
            _members[property.Key] = member;
        }
    }

    /// <param name="Schema">A schema to visit.</param>
    /// <param name="Pointer">Where it stands.</param>
    /// <param name="IsOptional">Whether its members need not be there.</param>
    /// <param name="Level">How many schemas it is a part of, each within the next.</param>
    /// <param name="Own">The schema, when all its parts have been visited.</param>
    private sealed record Step(IOpenApiSchema Schema, string Pointer, bool IsOptional, int Level, ResolvedSchema? Own = null);
}
