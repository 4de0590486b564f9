namespace Brev.Sdk.Benchmarks.Peers;

/// <summary>What the peers send that cannot refresh a token.</summary>
internal static class PeerToken
{
    public static string Value { get; } = BenchmarkToken.Create();
}
