using System.Diagnostics;
using System.Globalization;
using Brev.Sdk.Redis.Tests.Servers;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Redis.ProcessTests.Failover;

/// <summary>
/// Redis' own watcher of a primary, as an ordinary process that is ended by its id: it puts the replica in the place of a primary that is
/// gone.
/// </summary>
internal sealed class RedisSentinel : IAsyncDisposable
{
    public const string Service = "brev";

    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private RedisSentinel(int port, int primary)
    {
        Port = port;
        var configuration = Path.Combine(_folder.Path, "sentinel.conf");
        File.WriteAllText(configuration, string.Create(CultureInfo.InvariantCulture, $"""
            port {port}
            bind 127.0.0.1
            dir {_folder.Path}
            sentinel monitor {Service} 127.0.0.1 {primary} 1
            sentinel down-after-milliseconds {Service} 500
            sentinel failover-timeout {Service} 5000

            """));
        var start = new ProcessStartInfo(RedisProgram.Found!) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(configuration);
        start.ArgumentList.Add("--sentinel");
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => See(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Port { get; }

    private TaskCompletionSource Watching { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TaskCompletionSource Promoted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts one, and waits until it knows the replica.</summary>
    public static async Task<RedisSentinel> StartAsync(int primary)
    {
        var sentinel = new RedisSentinel(RedisServer.FreePort(), primary);
        await sentinel.Watching.Task.WaitAsync(AuthenticationStage.Patience);
        return sentinel;
    }

    /// <summary>Waits until the replica has taken the place of the primary.</summary>
    public Task PromoteAsync() => Promoted.Task.WaitAsync(AuthenticationStage.Patience);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private void See(string? line)
    {
        if (line?.Contains("+slave slave", StringComparison.Ordinal) == true)
        {
            Watching.TrySetResult();
        }
        else if (line?.Contains("+switch-master", StringComparison.Ordinal) == true)
        {
            Promoted.TrySetResult();
        }
    }
}
