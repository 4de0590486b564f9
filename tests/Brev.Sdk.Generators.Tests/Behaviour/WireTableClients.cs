using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>The clients of the table's documents in front of a socket, compiled once for all its tests.</summary>
public sealed class WireTableClients : IDisposable
{
    private readonly RequestSocket _socket = new();
    private readonly Lazy<CalledClient> _client;
    private readonly Lazy<CalledClient> _client2;

    public WireTableClients()
    {
        _client = new(() => new CalledClient(WireTableDocument.Text()) { Socket = _socket });
        _client2 = new(() => new CalledClient(WireTableDocument.Text2()) { Socket = _socket });
    }

    internal CalledClient Client => _client.Value;

    /// <summary>Of version 2.0.</summary>
    internal CalledClient Client2 => _client2.Value;

    public void Dispose() => _socket.Dispose();
}
