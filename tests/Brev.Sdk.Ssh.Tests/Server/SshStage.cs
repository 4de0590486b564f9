using Brev.Sdk.Testing;
using Brev.Sdk.Testing.SshCertificates;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Ssh.Tests.Server;

/// <summary>A fake Brev with one workspace, whose SSH port leads to a real server, and a client of it.</summary>
public sealed class SshStage : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SshStage(FakeBrev fake, SshServer server, bool onFakeTime)
    {
        (Fake, Server) = (fake, server);
        fake.Users.SetSshKey(server.UserKey, server.UserPublicKey);
        fake.Workspaces.SshEndpoint = server.Endpoint;
        fake.Workspaces.SshUser = Environment.UserName;
        fake.Workspaces.SshTakesCertificates = false;
        var options = fake.CreateOptions();
        options.LoggerFactory = Log;
        options.TimeProvider = onFakeTime ? fake.Clock : TimeProvider.System;
        Brev = new BrevClient(options);
        Options = NewOptions();
    }

    public FakeBrev Fake { get; }

    public SshServer Server { get; }

    public BrevClient Brev { get; }

    public CollectedLog Log { get; } = new();

    public string Folder => _folder.Path;

    public string KnownHosts => Path.Combine(Folder, "brev", "known_hosts");

    public SshOptions Options { get; }

    public static async Task<SshStage> StartAsync(bool onFakeTime = false) =>
        new(await FakeBrev.StartAsync(), await SshServer.StartAsync(), onFakeTime);

    /// <summary>A stage whose workspaces take certificates of the fake's authority, and no key.</summary>
    /// <param name="principals">Whom the server lets in.</param>
    /// <param name="fakeTime">The time of the fake and its client; <see langword="null"/> for the real one.</param>
    public static async Task<SshStage> StartWithCertificatesAsync(string principals, DateTimeOffset? fakeTime = null)
    {
        var fake = await FakeBrev.StartAsync(new FakeBrevOptions { StartTime = fakeTime });
        var server = await SshServer.StartAsync(fake.SshCertificateAuthority, principals);
        var stage = new SshStage(fake, server, onFakeTime: fakeTime is not null);
        (fake.Workspaces.SshTakesCertificates, fake.Nodes.SshTakesCertificates) = (true, true);
        return stage;
    }

    public SshOptions NewOptions() =>
        new() { Folder = Path.Combine(Folder, "brev"), ConnectTimeout = TimeSpan.FromMinutes(1), AuthenticationPatience = TimeSpan.Zero };

    public Workspace AddWorkspace(string name = "training-1", WorkspaceStatus? status = null) => Fake.Workspaces.Add(name, status);

    /// <summary>A node whose SSH port leads to the server, and which the user may enter.</summary>
    public async Task<ExternalNode> AddNodeAsync()
    {
        var node = Fake.Nodes.Add(Fake.Organizations.Default.Id!, "spark-1");
        var port = Fake.Nodes.AddSshPort(node.ExternalNodeId!, Server.Endpoint);
        Fake.Nodes.SshReadyAfter = TimeSpan.Zero;
        await Brev.GrantNodeSshAccessAsync(new GrantNodeSshAccessRequest
        {
            ExternalNodeId = node.ExternalNodeId!,
            PortId = port.PortId!,
            UserId = Fake.Users.Current.Id!,
            LinuxUser = Environment.UserName,
        });
        return node;
    }

    public Task<BrevSshSession> ConnectAsync() => Brev.ConnectAsync(AddWorkspace().Id!, Options);

    /// <summary>Ends the server and its connections, and starts it again at an address that Brev tells.</summary>
    public async Task RestartServerAsync()
    {
        await Server.RestartAsync();
        Fake.Workspaces.SshEndpoint = Server.Endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        Brev.Dispose();
        await Server.DisposeAsync();
        await Fake.DisposeAsync();
        _folder.Dispose();
    }
}
