namespace Brev.Sdk.Tests.Canary;

/// <summary>A secret that was seen where nobody should see it.</summary>
/// <param name="Kind">What it stood in.</param>
/// <param name="Test">The test that was running, or those.</param>
/// <param name="Excerpt">What stood before it, without the secret.</param>
internal sealed record CanaryLeak(TextKind Kind, string Test, string Excerpt);
