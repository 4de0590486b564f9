using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Workspaces.Waiting;

public sealed class SshReachabilityTests : IAsyncLifetime
{
    private WorkspaceStage _stage = null!;

    public async Task InitializeAsync() => _stage = await WorkspaceStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Seeing_a_workspace_is_not_access_to_it()
    {
        var other = _stage.Fake.Users.Add("other");
        var workspace = _stage.Fake.Workspaces.Add("train-1", userId: other.Id);

        var failure = await _stage.WaitFailsAsync(workspace.Id!, WorkspaceCondition.SshReachable);

        Assert.Equal(WaitFailureReason.TimedOut, failure.Reason);
        Assert.Contains("no access entry", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_a_workspace_is_shared_with_reaches_it_as_its_owner_does(bool isCurrentTheOwner)
    {
        var current = _stage.Fake.Users.Current.Id!;
        var other = _stage.Fake.Users.Add("other").Id!;
        var (owner, guest) = isCurrentTheOwner ? (current, other) : (other, current);
        var workspace = _stage.Fake.Workspaces.Add("train-1", userId: owner);

        _stage.Fake.Workspaces.Share(workspace.Id!, guest);

        var reached = await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.SshReachable);
        var entries = reached.Environment!.SshAccess.OfType<WorkspaceEnvironmentSshAccess>().ToArray();
        Assert.Equal([owner, guest], entries.Select(static entry => entry.UserId));
        Assert.Single(entries.Select(static entry => entry.PortId).Distinct());
    }

    [Fact]
    public async Task Sharing_with_who_has_access_already_changes_nothing()
    {
        var owner = _stage.Fake.Users.Current.Id!;
        var guest = _stage.Fake.Users.Add("guest").Id!;
        var workspace = _stage.Fake.Workspaces.Add("train-1");

        foreach (var userId in new[] { guest, guest, owner })
        {
            _stage.Fake.Workspaces.Share(workspace.Id!, userId);
        }

        var shared = await _stage.Client.GetWorkspaceAsync(workspace.Id!);
        Assert.Equal([guest], shared.AdditionalUsers);
        Assert.Equal(2, shared.Environment!.SshAccess.Count);
    }

    [Fact]
    public async Task On_any_error_of_the_port_look_up_the_workspace_itself_is_believed()
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1");
        _stage.Fake.Requests.FailNext("GetEnvironmentNetworkInfo", HttpStatusCode.NotFound, times: 100);

        Assert.Equal(workspace.Id, (await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.SshReachable)).Id);
    }

    [Fact]
    public async Task A_port_that_is_not_open_yet_is_waited_for()
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1");
        _stage.Fake.Requests.FailNext(
            "GetEnvironmentNetworkInfo",
            new FakeFailure(HttpStatusCode.OK) { Body = """{"networkInfo":{"status":"NETWORK_MEMBER_STATUS_CONNECTED","ports":[]}}""" },
            times: 4);

        await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.SshReachable);

        Assert.Equal(5, _stage.Fake.Requests.For("GetEnvironmentNetworkInfo").Count);
    }

    [Fact]
    public async Task An_access_entry_that_only_the_environment_shows_counts()
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1");
        ShowWorkspace(workspace with { Environment = workspace.Environment! with { SshAccess = [] } });

        Assert.Equal(workspace.Id, (await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.SshReachable)).Id);
        Assert.Single(_stage.Fake.Requests.For("GetEnvironmentNetworkInfo"));
    }

    [Fact]
    public async Task An_access_entry_whose_port_the_environment_names_goes_before_one_without()
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1");
        var access = workspace.Environment!.SshAccess[0]! with { PortId = "" };
        ShowWorkspace(workspace with
        {
            Environment = workspace.Environment with
            {
                SshAccess = [access], Instance = workspace.Environment.Instance! with { SshHostname = "ec2.example.com" },
            },
        });

        Assert.Equal(workspace.Id, (await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.SshReachable)).Id);
        Assert.Single(_stage.Fake.Requests.For("GetEnvironmentNetworkInfo"));
    }

    [Fact]
    public async Task On_any_error_of_the_environment_look_up_the_workspace_itself_is_believed()
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1");
        _stage.Fake.Requests.FailNext("GetEnvironment", HttpStatusCode.NotFound, times: 100);

        Assert.Equal(workspace.Id, (await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.SshReachable)).Id);
    }

    [Fact]
    public async Task An_environment_look_up_that_never_ends_is_given_up_after_ten_seconds()
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1");
        _stage.Fake.Requests.FailNext("GetEnvironment", FakeFailure.NoAnswer);
        var began = _stage.Fake.Clock.GetUtcNow();

        await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.SshReachable);

        Assert.Equal(TimeSpan.FromSeconds(10), _stage.Fake.Clock.GetUtcNow() - began);
    }

    [Fact]
    public async Task SSH_reachable_is_only_known_by_connecting_so_a_connection_can_be_asked_for()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _stage.Fake.Workspaces.SshEndpoint = new DnsEndPoint("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);
        var workspace = _stage.Fake.Workspaces.Add("train-1");

        await _stage.WaitAsync(workspace.Id!, WorkspaceCondition.SshReachable, new WaitOptions { TestConnection = true });

        using var connection = await listener.AcceptTcpClientAsync();
    }

    [Fact]
    public async Task A_port_that_nothing_listens_on_is_not_reachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _stage.Fake.Workspaces.SshEndpoint = new DnsEndPoint("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);
        listener.Stop();
        var workspace = _stage.Fake.Workspaces.Add("train-1");

        var failure = await _stage.WaitFailsAsync(
            workspace.Id!, WorkspaceCondition.SshReachable, new WaitOptions { TestConnection = true, Timeout = TimeSpan.FromMinutes(2) });

        Assert.Contains("No TCP connection", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>The next look shows the workspace so.</summary>
    /// <summary>At each look: one that was shown once would be followed by what the fake really has.</summary>
    private void ShowWorkspace(Workspace workspace) => _stage.Fake.Requests.FailNext(
        "GetWorkspace", new FakeFailure(HttpStatusCode.OK) { Body = JsonSerializer.Serialize(workspace) }, times: 1000);
}
