namespace Brev.Sdk.Redis.Tests;

/// <summary>The tests that run with no other beside them.</summary>
[CollectionDefinition(TelemetryTests.Alone, DisableParallelization = true)]
public sealed class TelemetryCollection;
