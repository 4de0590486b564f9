using Brev.Sdk.Benchmarks.Comparison;

namespace Brev.Sdk.Benchmarks.Peers;

/// <summary>Makes peers by their names. The first is the measure of the others.</summary>
internal static class PeerCatalog
{
    public const string Raw = "raw";
    public const string Brev = "BrevClient";

    /// <summary>The SDK over the transport of the others, which shows what its own transport costs.</summary>
    public const string BrevOverPlain = "BrevClient, plain transport";

    private static readonly Dictionary<string, Func<Uri, HttpMessageHandler?, IPeer>> Factories = new(StringComparer.Ordinal)
    {
        [Raw] = static (address, transport) => new RawPeer(address, transport),
        ["plain Refit"] = static (address, transport) => new RefitPeer(address, transport),
        ["Azure.Core"] = static (address, transport) => new AzurePeer(address, transport),
#if GENERATED_PEERS
        ["NSwag"] = static (address, transport) => new NSwagPeer(address, transport),
        ["Kiota"] = static (address, transport) => new KiotaPeer(address, transport),
#endif
        [BrevOverPlain] = static (address, transport) => new BrevPeer(address, transport ?? new SocketsHttpHandler()),
        [Brev] = static (address, transport) => new BrevPeer(address, transport),
    };

    public static IReadOnlyList<string> Names { get; } = [.. Factories.Keys];

    /// <summary>A peer that calls an address.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="address">The root of the server.</param>
    /// <param name="transport">What sends; <see langword="null"/> for the peer's own sockets.</param>
    public static IPeer Create(string name, Uri address, HttpMessageHandler? transport = null) => Factories[name](address, transport);
}
