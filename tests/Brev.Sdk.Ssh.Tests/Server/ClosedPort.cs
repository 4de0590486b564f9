using System.Net;
using System.Net.Sockets;

namespace Brev.Sdk.Ssh.Tests.Server;

/// <summary>A port that refuses connections: it is held by a socket that does not listen, so that no other program gets it.</summary>
public sealed class ClosedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ClosedPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public DnsEndPoint Endpoint => new("127.0.0.1", ((IPEndPoint)_socket.LocalEndPoint!).Port);

    public void Dispose() => _socket.Dispose();
}
