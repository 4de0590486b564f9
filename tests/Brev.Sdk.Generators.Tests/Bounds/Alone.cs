namespace Brev.Sdk.Generators.Tests.Bounds;

/// <summary>Tests that measure time, which run when no other test does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
