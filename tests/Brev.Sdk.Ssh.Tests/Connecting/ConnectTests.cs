using System.Net;
using Brev.Sdk.Ssh.Addresses;
using Brev.Sdk.Ssh.Connecting;
using Brev.Sdk.Ssh.Tests.Server;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Ssh.Tests.Connecting;

/// <summary>Finding the address and trying until it answers.</summary>
public sealed class ConnectTests
{
    /// <summary>Longer than the pause between attempts, shorter than every time limit.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(6);

    [SshFact]
    public async Task The_address_is_that_of_the_access_entry_in_the_network()
    {
        await using var stage = await SshStage.StartAsync();

        await using var session = await stage.ConnectAsync();

        Assert.Equal((stage.Server.Endpoint, Environment.UserName), (session.Endpoint, session.User));
        Assert.Single(stage.Fake.Requests.For("GetEnvironmentNetworkInfo"));
    }

    [SshFact]
    public async Task Two_workspaces_of_the_fake_lead_to_two_servers()
    {
        await using var stage = await SshStage.StartAsync();
        await using var other = await SshServer.StartAsync();
        File.WriteAllText(Path.Combine(other.Folder, "authorized_keys"), stage.Server.UserPublicKey + "\n");
        var (one, two) = (stage.AddWorkspace("one"), stage.AddWorkspace("two"));
        stage.Fake.Workspaces.SetSsh(two.Id!, other.Endpoint);

        await using var first = await stage.Brev.ConnectAsync(one, stage.Options);
        await using var second = await stage.Brev.ConnectAsync(two, stage.Options);

        Assert.Equal((stage.Server.Endpoint, other.Endpoint), (first.Endpoint, second.Endpoint));
    }

    [SshTheory]
    [InlineData("GetEnvironment")]
    [InlineData("GetEnvironmentNetworkInfo")]
    public async Task A_failed_lookup_leads_to_the_address_of_the_workspace_itself(string operation)
    {
        await using var stage = await SshStage.StartAsync();
        stage.Fake.Requests.FailNext(operation, new FakeFailure(HttpStatusCode.NotFound), times: 100);
        var reasons = new Reasons();
        stage.Options.Progress = reasons;

        await using var session = await stage.ConnectAsync();

        Assert.Equal("hello\n", (await session.RunAsync("echo hello")).Output);
        Assert.Empty(reasons.Seen);
    }

    [SshTheory]
    [InlineData("GetWorkspace", HttpStatusCode.Unauthorized)]
    [InlineData("GetWorkspace", HttpStatusCode.BadRequest)]
    [InlineData("GetEnvironment", HttpStatusCode.Unauthorized)]
    public async Task What_would_fail_again_ends_the_attempts_at_once(string operation, HttpStatusCode status)
    {
        await using var stage = await SshStage.StartAsync();
        stage.Fake.Requests.FailNext(operation, new FakeFailure(status), times: 100);
        var reasons = new Reasons();
        stage.Options.Progress = reasons;

        var exception = await Assert.ThrowsAsync<BrevApiException>(stage.ConnectAsync);

        Assert.Equal(status, exception.StatusCode);
        Assert.Empty(reasons.Seen);
    }

    [SshFact]
    public async Task Calls_that_have_waited_for_one_that_fails_fail_with_it()
    {
        await using var stage = await SshStage.StartAsync();
        File.WriteAllText(Path.Combine(stage.Server.Folder, "authorized_keys"), "");
        var workspace = stage.AddWorkspace();
        await using var connector = new SshConnector(stage.Brev, new WorkspaceTarget(stage.Brev, workspace.Id!, null), stage.Options);
        var calls = Enumerable.Range(0, 4).Select(_ => connector.ConnectAsync(ClientKinds.Commands, default)).ToArray();

        await Assert.ThrowsAsync<BrevSshException>(() => Task.WhenAll(calls));

        Assert.All(calls, static call => Assert.Equal(
            SshFailureReason.AuthenticationFailed, Assert.IsType<BrevSshException>(call.Exception!.InnerException).Reason));
        Assert.Single(stage.Fake.Requests.For("GetWorkspace"));
    }

    [SshFact]
    public async Task Calls_at_the_same_time_have_one_limit_and_not_one_after_the_other()
    {
        await using var stage = await SshStage.StartAsync(onFakeTime: true);
        using var closed = new ClosedPort();
        stage.Fake.Workspaces.SshEndpoint = closed.Endpoint;
        stage.Options.Timeout = TimeSpan.FromSeconds(12);
        var workspace = stage.AddWorkspace();
        await using var connector = new SshConnector(stage.Brev, new WorkspaceTarget(stage.Brev, workspace.Id!, null), stage.Options);
        var began = stage.Fake.Clock.GetUtcNow();
        var calls = Enumerable.Range(0, 4).Select(_ => connector.ConnectAsync(ClientKinds.Commands, default)).ToArray();

        await Assert.ThrowsAsync<BrevSshException>(() => stage.Fake.Clock.RunAsync(Task.WhenAll(calls), LongestPause));

        Assert.All(calls, static call => Assert.Equal(
            SshFailureReason.Unreachable, Assert.IsType<BrevSshException>(call.Exception!.InnerException).Reason));
        Assert.InRange(stage.Fake.Clock.GetUtcNow() - began, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(18));
    }

    [SshFact]
    public async Task A_relay_that_comes_after_two_minutes_is_reached_then()
    {
        await using var stage = await SshStage.StartAsync(onFakeTime: true);
        (stage.Fake.Workspaces.DeployTime, stage.Fake.Workspaces.SshTime) = (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(130));
        var workspace = stage.AddWorkspace(status: WorkspaceStatus.Deploying);
        var reasons = new Reasons();
        stage.Options.Progress = reasons;
        var began = stage.Fake.Clock.GetUtcNow();

        await using var session = await stage.Fake.Clock.RunAsync(() => stage.Brev.ConnectAsync(workspace, stage.Options), LongestPause);

        Assert.InRange(stage.Fake.Clock.GetUtcNow() - began, TimeSpan.FromSeconds(130), TimeSpan.FromSeconds(150));
        Assert.Contains(reasons.Seen, reason => reason == "Its status is DEPLOYING.");
    }

    [SshFact]
    public async Task An_address_that_changes_between_attempts_is_followed()
    {
        await using var stage = await SshStage.StartAsync(onFakeTime: true);
        using var closed = new ClosedPort();
        stage.Fake.Workspaces.SshEndpoint = closed.Endpoint;
        stage.Options.Progress = new Reasons(count =>
        {
            if (count == 3)
            {
                stage.Fake.Workspaces.SshEndpoint = stage.Server.Endpoint;
            }
        });

        await using var session = await stage.Fake.Clock.RunAsync(stage.ConnectAsync, LongestPause);

        Assert.Equal(stage.Server.Endpoint, session.Endpoint);
    }

    [SshFact]
    public async Task A_machine_that_never_answers_ends_at_the_limit_with_the_last_reason()
    {
        await using var stage = await SshStage.StartAsync(onFakeTime: true);
        using var closed = new ClosedPort();
        stage.Fake.Workspaces.SshEndpoint = closed.Endpoint;
        stage.Options.Timeout = TimeSpan.FromSeconds(5.5);

        var exception = await Assert.ThrowsAsync<BrevSshException>(() => stage.Fake.Clock.RunAsync(stage.ConnectAsync, LongestPause));

        Assert.Equal((SshFailureReason.Unreachable, true), (exception.Reason, exception.IsTransient));
        Assert.Contains(
            $"127.0.0.1:{closed.Endpoint.Port} cannot be reached (ConnectionRefused)", exception.Message, StringComparison.Ordinal);
        Assert.Contains("(2 attempts)", exception.Message, StringComparison.Ordinal);
    }

    [SshTheory]
    [InlineData("STOPPED", "StartWorkspaceAsync")]
    [InlineData("FAILURE", "create another one")]
    [InlineData("DELETING", "create another one")]
    public async Task A_machine_that_does_not_run_ends_the_attempts_at_once(string status, string advice)
    {
        await using var stage = await SshStage.StartAsync();
        var workspace = stage.AddWorkspace(status: new WorkspaceStatus(status));

        var exception = await Assert.ThrowsAsync<BrevSshException>(() => stage.Brev.ConnectAsync(workspace, stage.Options));

        Assert.Equal(SshFailureReason.NotRunning, exception.Reason);
        Assert.Contains(advice, exception.Message, StringComparison.Ordinal);
    }

    [SshFact]
    public async Task An_unknown_workspace_ends_the_attempts_at_once()
    {
        await using var stage = await SshStage.StartAsync();

        var exception = await Assert.ThrowsAsync<BrevSshException>(() => stage.Brev.ConnectAsync("no-such-workspace", stage.Options));

        Assert.Equal(SshFailureReason.NotRunning, exception.Reason);
    }

    [SshFact]
    public async Task A_key_that_is_let_in_later_is_tried_again()
    {
        await using var stage = await SshStage.StartAsync(onFakeTime: true);
        var authorized = Path.Combine(stage.Server.Folder, "authorized_keys");
        File.WriteAllText(authorized, "");
        stage.Options.AuthenticationPatience = TimeSpan.FromMinutes(2);
        stage.Options.Progress = new Reasons(_ => File.WriteAllText(authorized, stage.Server.UserPublicKey + "\n"));

        await using var session = await stage.Fake.Clock.RunAsync(stage.ConnectAsync, LongestPause);

        Assert.Equal(0, (await session.RunAsync("true")).ExitStatus);
    }

    [SshFact]
    public async Task A_cancelled_caller_does_not_wait_for_the_machine()
    {
        await using var stage = await SshStage.StartAsync();
        using var silent = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        stage.Fake.Workspaces.SshEndpoint = new DnsEndPoint("127.0.0.1", ((IPEndPoint)silent.LocalEndpoint).Port);
        using var cancellation = new CancellationTokenSource();
        var connecting = stage.Brev.ConnectAsync(stage.AddWorkspace(), stage.Options, cancellation.Token);
        using var accepted = await silent.AcceptTcpClientAsync();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }

    [SshFact]
    public async Task A_node_is_reached_through_its_granted_port()
    {
        await using var stage = await SshStage.StartAsync();
        var node = await stage.AddNodeAsync();

        await using var session = await stage.Brev.ConnectAsync(node, stage.Options);

        Assert.Equal("hello\n", (await session.RunAsync("echo hello")).Output);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task A_limit_out_of_its_bounds_is_refused(int seconds)
    {
        await using var fake = await FakeBrev.StartAsync();
        using var brev = new BrevClient(fake.CreateOptions());

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            brev.ConnectAsync("ws0000001", new SshOptions { Timeout = TimeSpan.FromSeconds(seconds) }));
    }

    [Fact]
    public async Task A_text_that_is_empty_is_refused_by_its_name()
    {
        await using var fake = await FakeBrev.StartAsync();
        using var brev = new BrevClient(fake.CreateOptions());
        (SshOptions Options, string Name)[] empty =
            [(new() { User = " " }, "User"), (new() { Folder = "" }, "Folder"), (new() { ProxyProgram = "" }, "ProxyProgram")];

        foreach (var (options, name) in empty)
        {
            var exception = await Assert.ThrowsAsync<ArgumentException>(() => brev.ConnectAsync("ws0000001", options));
            Assert.Contains($"SshOptions.{name}", exception.Message, StringComparison.Ordinal);
        }
    }

    [SshFact]
    public async Task Options_that_are_changed_later_do_not_change_the_session()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        stage.Options.User = "another-user";
        stage.Options.HostKey = stage.Server.UserPublicKey;
        stage.Options.Timeout = TimeSpan.FromTicks(1);
        stage.Options.ConnectTimeout = TimeSpan.FromTicks(1);
        await stage.RestartServerAsync();

        Assert.Equal(Environment.UserName + "\n", (await session.RunAsync("id -un")).Output);
    }

    private sealed class Reasons(Action<int>? then = null) : IProgress<SshConnectProgress>
    {
        public List<string> Seen { get; } = [];

        public void Report(SshConnectProgress value)
        {
            Seen.Add(value.Reason);
            then?.Invoke(value.Attempt);
        }
    }
}
