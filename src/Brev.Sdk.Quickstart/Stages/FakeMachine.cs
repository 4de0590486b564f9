using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Brev.Sdk.Quickstart.Stages;

/// <summary>
/// The machine behind the fake's workspaces: OpenSSH's own server on loopback, with keys of its own, for this user alone, where a stand-in
/// answers to <c>nvidia-smi</c>. It ends with the tour.
/// </summary>
internal sealed class FakeMachine : IDisposable
{
    private const string Listening = "Server listening on";

    /// <summary>Where the server leaves a process without rights; only root's own server needs it.</summary>
    private const string PrivilegeFolder = "/run/sshd";

    private const string NvidiaSmi = """
        #!/bin/sh
        echo "GPU 0: a stand-in of the fake, run over a real SSH connection"
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("brev-quickstart-");
    private Process? _server;

    private FakeMachine()
    {
    }

    public DnsEndPoint Endpoint { get; } = new(IPAddress.Loopback.ToString(), FreePort());

    public string PrivateKey => File.ReadAllText(At("user"));

    public string PublicKey => File.ReadAllText(At("user.pub")).Trim();

    /// <summary>Starts it; where that cannot be done, or OpenSSH itself is not let in, the reason is given instead.</summary>
    public static async Task<(FakeMachine? Machine, string Missing)> StartAsync()
    {
        var tools = new OpenSshTools();
        if (tools.Missing is { } missing)
        {
            return (null, missing);
        }

        var machine = new FakeMachine();
        try
        {
            await machine.ServeAsync(tools);
            return (machine, "");
        }
        catch (QuickstartException exception)
        {
            machine.Dispose();
            return (null, exception.Message);
        }
    }

    /// <summary>Ends the server and takes its keys away.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _server, null) is { } server)
        {
            server.Kill(entireProcessTree: true);
            server.WaitForExit();
            server.Dispose();
        }

        if (Directory.Exists(_folder.FullName))
        {
            _folder.Delete(recursive: true);
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task ServeAsync(OpenSshTools tools)
    {
        await OpenSshTools.RunAsync(tools.KeyMaker, "-q", "-t", "ed25519", "-N", "", "-f", At("host"));
        await OpenSshTools.RunAsync(tools.KeyMaker, "-q", "-t", "ed25519", "-N", "", "-f", At("user"));
        File.Copy(At("user.pub"), At("authorized_keys"));
        var programs = _folder.CreateSubdirectory("programs").FullName;
        OpenSshTools.WriteProgram(Path.Combine(programs, "nvidia-smi"), NvidiaSmi);
        Configure(programs);
        if (Environment.UserName == "root" && !OperatingSystem.IsWindows())
        {
            OpenSshTools.MakeFolder(PrivilegeFolder);
        }

        await ListenAsync(tools);
        await OpenSshTools.RunAsync(
            tools.Client, "-F", "none", "-i", At("user"), "-p", Text(Endpoint.Port), "-o", "BatchMode=yes", "-o",
            "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
            $"{Environment.UserName}@{Endpoint.Host}", "nvidia-smi");
    }

    private void Configure(string programs) => File.WriteAllText(At("config"), $"""
        Port {Text(Endpoint.Port)}
        ListenAddress {Endpoint.Host}
        HostKey {At("host")}
        AuthorizedKeysFile {At("authorized_keys")}
        SetEnv PATH={programs}:/usr/local/bin:/usr/bin:/bin
        PidFile none
        UsePAM no
        StrictModes no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PermitRootLogin yes
        PrintMotd no
        LogLevel INFO
        Subsystem sftp internal-sftp

        """);

    private async Task ListenAsync(OpenSshTools tools)
    {
        var start = new ProcessStartInfo(tools.Server) { RedirectStandardError = true };
        foreach (var argument in (string[])["-D", "-e", "-f", At("config")])
        {
            start.ArgumentList.Add(argument);
        }

        _server = Process.Start(start)!;
        var seen = "";
        while (await _server.StandardError.ReadLineAsync() is { } line)
        {
            seen = line;
            if (line.Contains(Listening, StringComparison.Ordinal))
            {
                // What it logs from now on is read, so that it never waits for a reader, and is of no interest.
                _ = _server.StandardError.ReadToEndAsync();
                return;
            }
        }

        throw new QuickstartException($"OpenSSH's server does not start here ({seen})");
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
