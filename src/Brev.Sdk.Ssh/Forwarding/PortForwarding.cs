using System.Net;
using System.Net.Sockets;
using Brev.Sdk.Ssh.Connecting;
using Brev.Sdk.Ssh.Diagnostics;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Brev.Sdk.Ssh.Forwarding;

/// <summary>Opens forwarded ports. Each has a connection of its own, so that a busy one holds up nothing else.</summary>
internal static class PortForwarding
{
    private const string Loopback = "127.0.0.1";

    /// <summary>The machine's server tries both of its loopback addresses.</summary>
    private const string AnyLoopback = "localhost";

    /// <summary>How long the library may take to take up a connection.</summary>
    private static readonly TimeSpan TakeUpLimit = TimeSpan.FromSeconds(30);

    /// <summary>
    /// As long as a service on the machine may work on an answer. A client here that has gone costs the machine an open connection until
    /// then.
    /// </summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromMinutes(1);

    /// <summary>A service here that ends its sending has answered, and the program on the machine waits for that end.</summary>
    private static readonly TimeSpan RestLimit = TimeSpan.FromSeconds(1);

    /// <summary>A port here that leads to one on the machine.</summary>
    public static async Task<SshForward> OpenLocalAsync(
        SshConnector connector, int remotePort, int localPort, Action<SshForward> ended, CancellationToken cancellationToken)
    {
        var connection = await connector.ConnectAsync(ClientKinds.Commands, cancellationToken).ConfigureAwait(false);
        var inner = new ForwardedPortLocal(Loopback, AnyLoopback, (uint)remotePort);
        try
        {
            connection.Client.AddForwardedPort(inner);
            await Task.Run(inner.Start, cancellationToken).ConfigureAwait(false);
            var listener = new ForwardListener(connector, localPort, (accepted, token) =>
                JoinAsync(inner, accepted, connector.TimeProvider, connection.Peer, token));
            return Create(connector, listener, inner, connection, (listener.Port, remotePort), ended);
        }
        catch (Exception exception)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw exception is SocketException
                ? new BrevSshException(
                    SshFailureReason.Refused,
                    $"Port {localPort} of this computer cannot be listened on: {exception.Message}. Choose another one, or 0 for any.",
                    exception)
                : SshFailure.Translate(exception, connector.Machine, "forward a port");
        }
    }

    /// <summary>A port of the machine that leads to one here.</summary>
    public static async Task<SshForward> OpenRemoteAsync(
        SshConnector connector, int localPort, int remotePort, Action<SshForward> ended, CancellationToken cancellationToken)
    {
        var connection = await connector.ConnectAsync(ClientKinds.Commands, cancellationToken).ConfigureAwait(false);
        ForwardListener? listener = null;
        try
        {
            listener = new ForwardListener(connector, 0, (channel, token) =>
                JoinProgramAsync(localPort, channel, connector.TimeProvider, connection.Peer, token));
            var inner = new ForwardedPortRemote(Loopback, (uint)remotePort, Loopback, (uint)listener.Port);
            connection.Client.AddForwardedPort(inner);
            await Task.Run(inner.Start, cancellationToken).ConfigureAwait(false);
            return Create(connector, listener, inner, connection, (localPort, (int)inner.BoundPort), ended);
        }
        catch (Exception exception)
        {
            if (listener is not null)
            {
                await listener.DisposeAsync().ConfigureAwait(false);
            }

            await connection.DisposeAsync().ConfigureAwait(false);
            throw SshFailure.Translate(exception, connector.Machine, "forward a port");
        }
    }

    private static SshForward Create(
        SshConnector connector,
        ForwardListener listener,
        ForwardedPort inner,
        SshConnection<SshClient> connection,
        (int Local, int Remote) ports,
        Action<SshForward> ended)
    {
        var watching = connection.Peer.Watch();
        SshForward? forward = null;
        forward = new SshForward(ports.Local, ports.Remote, async () =>
        {
            await listener.DisposeAsync().ConfigureAwait(false);
            watching.Dispose();
            await connection.DisposeAsync().ConfigureAwait(false);
            inner.Dispose();
            ended(forward!);
        });
        Watch(forward, connector, inner, connection);
        return forward;
    }

    /// <summary>
    /// The library tells of a connection that breaks by one event, and of one that the machine ends by another. A single connection that
    /// cannot be opened on the machine ends no other.
    /// </summary>
    private static void Watch(SshForward forward, SshConnector connector, ForwardedPort inner, SshConnection<SshClient> connection)
    {
        void Break(Exception exception) => forward.Break(SshFailure.Translate(exception, connector.Machine, "forward a port"));
        inner.Exception += (_, failed) => SshLog.ConnectionFailed(connector.Logger, connector.Machine, failed.Exception);
        inner.Closing += (_, _) => Break(Ended());
        connection.Client.ErrorOccurred += (_, failed) => Break(failed.Exception);
        connection.Peer.Lost.Register(() => Break(connection.Peer.Silence));
        if (!connection.IsUsable)
        {
            Break(Ended());
        }
    }

    private static SshConnectionException Ended() => new("the machine has ended it");

    /// <summary>Connects to the library's listener, and waits until the connection has been taken up.</summary>
    private static async Task<ForwardedConnection> JoinAsync(
        ForwardedPortLocal inner, Socket program, TimeProvider timeProvider, PeerWatch peer, CancellationToken cancellationToken)
    {
        var takenUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnRequest(object? sender, PortForwardEventArgs arguments) => takenUp.TrySetResult();
        inner.RequestReceived += OnRequest;
        Socket? channel = null;
        try
        {
            channel = await ConnectAsync(IPAddress.Loopback, (int)inner.BoundPort, cancellationToken).ConfigureAwait(false);
            await takenUp.Task.WaitAsync(TakeUpLimit, timeProvider, cancellationToken).ConfigureAwait(false);
            return new ForwardedConnection(program, channel, AnswerLimit, timeProvider, peer.Heard);
        }
        catch
        {
            channel?.Dispose();
            throw;
        }
        finally
        {
            inner.RequestReceived -= OnRequest;
        }
    }

    private static async Task<ForwardedConnection> JoinProgramAsync(
        int localPort, Socket channel, TimeProvider timeProvider, PeerWatch peer, CancellationToken cancellationToken) =>
        new(await ConnectAsync(localPort, cancellationToken).ConfigureAwait(false), channel, RestLimit, timeProvider, peer.Heard);

    /// <summary>Connects to a service here, on either loopback address.</summary>
    private static async Task<Socket> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            return await ConnectAsync(IPAddress.Loopback, port, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException) when (Socket.OSSupportsIPv6)
        {
            return await ConnectAsync(IPAddress.IPv6Loopback, port, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<Socket> ConnectAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
