using System.Net;
using System.Text;
using Brev.Sdk.Ssh.Keys;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Ssh.Tests.Configuring;

/// <summary>A fake Brev, a client of it, and a home of its own for the files.</summary>
public sealed class ConfigStage : IAsyncDisposable
{
    private readonly TemporaryFolder _home = new();

    private ConfigStage(FakeBrev fake)
    {
        Fake = fake;
        fake.Users.SetSshKey(Key, new EphemeralKey().PublicText);
        fake.Workspaces.SshTakesCertificates = false;
        fake.Workspaces.SshEndpoint = new DnsEndPoint("gpu.example.com", 2222);
        Brev = new BrevClient(fake.CreateOptions());
        Options = new SshConfigOptions
        {
            OrganizationId = fake.Organizations.Default.Id,
            Folder = Path.Combine(_home.Path, ".brev"),
            OpenSshFolder = Path.Combine(_home.Path, ".ssh"),
        };
    }

    public FakeBrev Fake { get; }

    public BrevClient Brev { get; }

    public SshConfigOptions Options { get; }

    public string Key { get; } = Encoding.ASCII.GetString(new EphemeralKey().WritePrivate());

    public string Home => _home.Path;

    public string Config => Path.Combine(Options.Folder!, "ssh_config");

    public string KeyFile => Path.Combine(Options.Folder!, "brev.pem");

    public string UserConfig => Path.Combine(Options.OpenSshFolder!, "config");

    public static async Task<ConfigStage> StartAsync() => new(await FakeBrev.StartAsync());

    public Task<SshConfigResult> WriteAsync() => Brev.WriteSshConfigAsync(Options);

    public async ValueTask DisposeAsync()
    {
        Brev.Dispose();
        await Fake.DisposeAsync();
        _home.Dispose();
    }
}
