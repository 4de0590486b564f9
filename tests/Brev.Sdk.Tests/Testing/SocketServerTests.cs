using System.Net;
using System.Net.Sockets;
using System.Text;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Testing;

/// <summary>The sockets of the fake: real, bounded, and gone when the fake has ended.</summary>
public sealed class SocketServerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Every_server_has_a_port_of_its_own_on_loopback()
    {
        await using var brev = await FakeBrev.StartAsync();
        Uri[] addresses = [brev.ControlPlaneEndpoint, brev.PublicApiEndpoint, brev.IdentityProviderEndpoint];

        Assert.All(addresses, address => Assert.Equal(IPAddress.Loopback.ToString(), address.Host));
        Assert.Equal(3, addresses.Select(address => address.Port).Distinct().Count());
        Assert.DoesNotContain(0, addresses.Select(address => address.Port));
    }

    [Fact]
    public async Task A_fake_that_has_ended_leaves_no_socket_open()
    {
        var brev = await FakeBrev.StartAsync();
        using var idle = new TcpClient();
        await idle.ConnectAsync(IPAddress.Loopback, brev.ControlPlaneEndpoint.Port);

        await brev.DisposeAsync().AsTask().WaitAsync(Patience);

        var read = await Record.ExceptionAsync(async () =>
            Assert.Equal(0, await idle.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Patience)));
        Assert.True(read is null or IOException, read?.ToString());
        using var late = new TcpClient();
        await Assert.ThrowsAnyAsync<SocketException>(() => late.ConnectAsync(IPAddress.Loopback, brev.ControlPlaneEndpoint.Port));
    }

    [Fact]
    public async Task A_fake_can_be_ended_twice()
    {
        var brev = await FakeBrev.StartAsync();

        await brev.DisposeAsync();

        Assert.Null(await Record.ExceptionAsync(async () => await brev.DisposeAsync()));
    }

    [Fact]
    public async Task A_body_larger_than_any_request_of_the_api_is_refused()
    {
        await using var brev = await FakeBrev.StartAsync();
        using var http = new HttpClient { BaseAddress = brev.ControlPlaneEndpoint };
        using var content = new ByteArrayContent(new byte[5 * 1024 * 1024]);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/organizations") { Content = content };
        request.Headers.ExpectContinue = true;
        using var answer = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Empty(brev.Requests);
    }

    [Fact]
    public async Task A_path_and_a_query_are_kept_as_they_were_sent()
    {
        await using var brev = await FakeBrev.StartAsync();
        using var raw = new TcpClient();
        await raw.ConnectAsync(IPAddress.Loopback, brev.ControlPlaneEndpoint.Port);
        await raw.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes("GET /api/workspaces/a%2Fb%20c?x=1%262 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(raw.GetStream());
        await reader.ReadToEndAsync().WaitAsync(Patience);

        var request = Assert.Single(brev.Requests);
        Assert.Equal("/api/workspaces/a%2Fb%20c", request.Path);
        Assert.Equal("1&2", request.Query["x"]);
    }

    [Fact]
    public void The_package_needs_nothing_but_the_shared_framework_and_the_sdk()
    {
        var references = typeof(FakeBrev).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!);

        Assert.All(references, name => Assert.True(
            name.StartsWith("System.", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
                || name.StartsWith("Brev.Sdk", StringComparison.Ordinal),
            name));
    }
}
