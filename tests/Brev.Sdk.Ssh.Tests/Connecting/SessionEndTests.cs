using System.Net;
using System.Net.Sockets;
using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Connecting;

/// <summary>A session that is disposed while it connects: to a listener that takes connections and says nothing.</summary>
public sealed class SessionEndTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);

    public SessionEndTests() => _silent.Start();

    public void Dispose() => _silent.Dispose();

    [SshTheory]
    [InlineData("copy")]
    [InlineData("forward")]
    [InlineData("run")]
    public async Task A_session_that_is_disposed_while_it_connects_ends_the_call_and_the_connection(string verb)
    {
        await using var stage = await SshStage.StartAsync();
        stage.Options.ConnectTimeout = TimeSpan.FromSeconds(20);
        var session = await stage.ConnectAsync();
        stage.Fake.Workspaces.SshEndpoint = new DnsEndPoint("127.0.0.1", ((IPEndPoint)_silent.LocalEndpoint).Port);
        await stage.Server.EndAsync();
        Task Begin() => verb switch
        {
            "copy" => session.UploadAsync(stage.Server.UserKeyFile, "copy"),
            "forward" => session.ForwardAsync(1),
            _ => session.RunAsync("true"),
        };
        var accepted = _silent.AcceptSocketAsync();
        var call = Begin();
        while (await Task.WhenAny(accepted, call).WaitAsync(Patience) == call)
        {
            // The end of the first connection had not been seen yet; the next call makes one anew.
            await Assert.ThrowsAsync<BrevSshException>(() => call);
            call = Begin();
        }

        using var connection = await accepted;

        await session.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => call.WaitAsync(Patience));
        await ReadToEndAsync(connection);
        Assert.False(_silent.Pending());
    }

    /// <summary>The client's first words, until its end, which may come as a reset.</summary>
    private static async Task ReadToEndAsync(Socket connection)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            while (await connection.ReceiveAsync(new byte[1024], limit.Token) > 0)
            {
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
        }
    }
}
