namespace Brev.Sdk.Generators.Specs;

/// <summary>Something in a document that is reported.</summary>
internal sealed record ProblemSpec(string Id, LocationSpec Location, EquatableArray<string> Arguments);
