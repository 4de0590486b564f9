namespace Brev.Sdk.Generators.Specs;

/// <summary>A class with the attribute, as it was found.</summary>
/// <param name="Target">What is to be completed.</param>
/// <param name="Location">Where its name stands.</param>
/// <param name="Obstacle">Why it cannot be completed; empty when it can.</param>
internal sealed record FoundClient(ClientTarget Target, LocationSpec Location, string Obstacle);
