using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Brev.Sdk.Ssh.Tests.Server;

/// <summary>OpenSSH's server as an ordinary process on loopback, with keys and a configuration of its own, ended by its id.</summary>
public sealed class SshServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/sshd";
    private const string PrivilegeFolder = "/run/sshd";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("brev-sshd-");
    private Process? _process;

    private SshServer()
    {
    }

    /// <summary>What is missing for a server, or <see langword="null"/>.</summary>
    public static string? Missing =>
        File.Exists(Program) ? null : "OpenSSH's server is needed. Install it: apt-get install openssh-server openssh-client";

    public int Port { get; private set; }

    /// <summary>What the server has logged, for the message of a test that fails.</summary>
    public string Log { get; private set; } = "";

    public DnsEndPoint Endpoint => new(IPAddress.Loopback.ToString(), Port);

    public string Folder => _folder.FullName;

    public string ConfigurationFile => Path("config");

    public string UserKeyFile => Path("user");

    public string UserKey => File.ReadAllText(UserKeyFile);

    public string UserPublicKey => File.ReadAllText(UserKeyFile + ".pub").Trim();

    public string HostPublicKey => File.ReadAllText(Path("host.pub")).Trim();

    /// <summary>Further host keys, which it has beside the usual one; it takes them when it starts again.</summary>
    public IList<string> OtherHostKeyFiles { get; } = [];

    /// <summary>Starts one.</summary>
    /// <param name="certificateAuthority">The public key of an authority whose certificates it takes.</param>
    /// <param name="principals">The principals that may sign in with a certificate.</param>
    public static async Task<SshServer> StartAsync(string? certificateAuthority = null, string principals = "")
    {
        var server = new SshServer();
        await server.MakeKeysAsync(certificateAuthority, principals);
        await server.ListenAsync();
        return server;
    }

    /// <summary>Gives it another host key, as a system that is installed anew has, which it takes when it starts again.</summary>
    public async Task ReplaceHostKeyAsync()
    {
        File.Delete(Path("host"));
        File.Delete(Path("host.pub"));
        await Tool.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Path("host"));
    }

    /// <summary>Ends it and starts it again, on another port: another program can have taken the old one meanwhile.</summary>
    public async Task RestartAsync()
    {
        await EndAsync();
        await ListenAsync();
    }

    /// <summary>Kills the server and its connections.</summary>
    public async Task EndAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    private async Task MakeKeysAsync(string? certificateAuthority, string principals)
    {
        await Tool.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Path("host"));
        await Tool.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "s3cr3t-canary", "-f", UserKeyFile);
        File.WriteAllText(Path("authorized_keys"), certificateAuthority is null ? UserPublicKey + "\n" : "");
        File.WriteAllText(Path("authority"), certificateAuthority + "\n");
        File.WriteAllText(Path("principals"), principals + "\n");
        if (Environment.UserName == "root")
        {
            Directory.CreateDirectory(PrivilegeFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
    }

    /// <summary>The home is the server's own folder, so that no shell runs what the user's start-up files start, and tests kill.</summary>
    private void Configure() => File.WriteAllText(ConfigurationFile, $"""
        Port {Port}
        ListenAddress 127.0.0.1
        HostKey {Path("host")}
        {string.Join('\n', OtherHostKeyFiles.Select(file => $"HostKey {file}"))}
        AuthorizedKeysFile {Path("authorized_keys")}
        TrustedUserCAKeys {Path("authority")}
        AuthorizedPrincipalsFile {Path("principals")}
        PidFile none
        UsePAM no
        StrictModes no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PermitRootLogin yes
        PrintMotd no
        AllowTcpForwarding yes
        MaxStartups 100
        SetEnv HOME={Folder}
        LogLevel INFO
        Subsystem sftp internal-sftp

        """);

    /// <summary>A free port can be taken by another process before the server has it, so that several are tried.</summary>
    private async Task ListenAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            Port = FreePort();
            Configure();
            if (await TryListenAsync() is not { } failure)
            {
                return;
            }

            Assert.True(attempt < 5, $"The SSH server did not start: {failure}");
        }
    }

    private async Task KeepLogAsync(StreamReader log)
    {
        while (await log.ReadLineAsync() is { } line)
        {
            Log += line + "\n";
        }
    }

    private async Task<string?> TryListenAsync()
    {
        var start = new ProcessStartInfo(Program) { RedirectStandardError = true };
        foreach (var argument in (string[])["-D", "-e", "-f", ConfigurationFile])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience);
        var seen = "";
        while (await process.StandardError.ReadLineAsync(limit.Token) is { } line)
        {
            seen += line + "\n";
            if (line.Contains("Server listening on", StringComparison.Ordinal))
            {
                _process = process;
                _ = KeepLogAsync(process.StandardError);
                return null;
            }
        }

        process.Dispose();
        return seen;
    }
}
