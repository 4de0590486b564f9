namespace Brev.Sdk.Redis.Tests;

/// <summary>Tests that run with no other beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
