namespace Brev.Sdk.Testing;

/// <summary>A request that broke a rule of the API.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="Request">The request.</param>
public sealed record FakeViolation(FakeViolationKind Kind, FakeRequest Request);
