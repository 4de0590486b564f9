namespace Brev.Sdk.Generators.Reading;

/// <summary>What a member of an object of the document holds.</summary>
/// <param name="Kind">The kind of what it holds.</param>
/// <param name="Shape">Whether it holds one, a list, or some by name.</param>
internal sealed record NodeMember(NodeKind Kind, NodeShape Shape = NodeShape.One);
