namespace Brev.Sdk.Testing;

/// <summary>A request that broke a rule of the API.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="Request">The request.</param>
public sealed record FakeViolation(FakeViolationKind Kind, FakeRequest Request)
{
    /// <summary>
    /// What broke the rule, such as the names of members that are missing; <see langword="null"/> when the rule says enough. Never a value
    /// of the request.
    /// </summary>
    public string? Detail { get; init; }
}
