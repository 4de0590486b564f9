using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Brev.Sdk.Tests.Authentication;
using StackExchange.Redis;

namespace Brev.Sdk.Redis.Tests.Servers;

/// <summary>A real server on a loopback port, as an ordinary process with a folder of its own; what it holds survives a restart.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly string[] Commands =
        ["hget", "hmget", "hgetall", "eval", "evalsha", "set", "del", "publish", "subscribe", "pexpire", "get"];

    private readonly TemporaryFolder _folder = new();
    private readonly string[] _settings;
    private Process? _process;
    private ConnectionMultiplexer? _operator;

    private RedisServer(int port, string[] settings) => (Port, _settings) = (port, settings);

    public int Port { get; }

    public string Folder => _folder.Path;

    public string ConnectionString => $"127.0.0.1:{Port},connectTimeout=2000,asyncTimeout=2000,syncTimeout=2000";

    public static async Task<RedisServer> StartAsync(params string[] settings)
    {
        var server = new RedisServer(FreePort(), settings);
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        var program = RedisProgram.Found ?? throw new InvalidOperationException(RedisProgram.Missing);
        var start =
            new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        foreach (var argument in Settings().Concat(_settings))
        {
            start.ArgumentList.Add(argument);
        }

        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = new List<string>();
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => See(line.Data);
        process.ErrorDataReceived += (_, line) => See(line.Data);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The server has ended: " + string.Join('\n', log)));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        await ready.Task.WaitAsync(AuthenticationStage.Patience);

        void See(string? line)
        {
            lock (log)
            {
                log.Add(line ?? "");
            }

            if (line?.Contains("Ready to accept connections", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
        }
    }

    /// <summary>Ends it at once, as a power cut does.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    /// <summary>Lets it stand still: connections stay, and nothing is answered.</summary>
    public Task StandStillAsync() => SignalAsync("-STOP");

    /// <summary>Lets it go on.</summary>
    public Task GoOnAsync() => SignalAsync("-CONT");

    /// <summary>A connection of the test's own.</summary>
    public async Task<ConnectionMultiplexer> OperateAsync() =>
        _operator ??= await ConnectionMultiplexer.ConnectAsync(ConnectionString + ",allowAdmin=true,abortConnect=false");

    /// <summary>A user that may do exactly what the page of the package says, and nothing else.</summary>
    /// <returns>What names it in a connection string.</returns>
    public async Task<string> AddUserOfThePageAsync()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "PACKAGE.md"));
        var rights = page.Split("rights (ACL).** `")[1].Split('`')[0].Split(' ');
        await (await OperateAsync()).GetServer("127.0.0.1", Port).ExecuteAsync(
            "ACL", ["SETUSER", "brev", "reset", "on", ">canary", .. rights]);
        return ",user=brev,password=canary";
    }

    /// <summary>
    /// How many commands about logins, locks and channels the server has processed. Signs of life and the test's own questions are not
    /// among them.
    /// </summary>
    /// <param name="commands">Which ones; those of logins, locks and channels when there are none.</param>
    public async Task<long> CountCommandsAsync(params string[] commands)
    {
        var counted = commands.Length == 0 ? Commands : commands;
        var server = (await OperateAsync()).GetServer("127.0.0.1", Port);
        var statistics = await server.InfoAsync("commandstats");
        return statistics.SelectMany(group => group)
            .Where(line => counted.Contains(line.Key.Split('_')[1].Split('|')[0], StringComparer.OrdinalIgnoreCase))
            .Sum(line => long.Parse(line.Value.Split(',')[0].Split('=')[1], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        if (_operator is not null)
        {
            await _operator.DisposeAsync();
        }

        await StopAsync();
        _folder.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, Text(_process!.Id)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    private string[] Settings() =>
    [
        "--port", Text(Port), "--bind", "127.0.0.1", "--dir", Folder, "--save", "", "--appendonly", "yes", "--appendfsync", "always",
        "--daemonize", "no",
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
