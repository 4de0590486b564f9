using Brev.Sdk.Ssh.Tests.Copying;
using Brev.Sdk.Ssh.Tests.Server;
using Microsoft.Extensions.Logging;
using Renci.SshNet;

namespace Brev.Sdk.Ssh.Tests.Connecting;

/// <summary>
/// A connection that has broken and is shown as open: the library fails what is under way first and ends the connection then, which a busy
/// machine holds up. Here its thread is held in between, in the line that it logs there.
/// </summary>
public sealed class LateEndTests
{
    /// <summary>Flows into the library's thread of a connection that is opened while it is set.</summary>
    private static readonly AsyncLocal<ManualResetEventSlim?> Held = new();

    static LateEndTests() => SshNetLoggingConfiguration.InitializeLogging(new HoldingLog());

    [SshFact]
    public async Task An_upload_goes_on_over_a_new_connection()
    {
        using var held = new ManualResetEventSlim();
        await using var stage = await SshStage.StartAsync();
        await using var proxy = new CuttingProxy(stage.Server.Port);
        stage.Fake.Workspaces.SshEndpoint = proxy.Endpoint;
        Held.Value = held;
        await using var session = await stage.ConnectAsync();
        var (source, target) = (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "target"));
        FileTree.WriteLarge(source, 30_000_000);

        proxy.SwallowAfter(10_000_000, isEnding: true);
        var copying = session.UploadAsync(source, target);

        // The connection of commands, that of the copy, and the new one.
        await Task.WhenAny(stage.Log.ReachAsync(3, 1), copying);
        held.Set();
        Assert.Equal((1, FileTree.Hash(source)), ((await copying).Resumes, FileTree.Hash(target)));
    }

    [SshFact]
    public async Task A_command_that_follows_a_lost_one_runs_over_a_new_connection()
    {
        using var held = new ManualResetEventSlim();
        await using var stage = await SshStage.StartAsync();
        Held.Value = held;
        await using var session = await stage.ConnectAsync();
        await using var run = await session.StartAsync("sleep 987");

        await stage.RestartServerAsync();
        var lost = await Assert.ThrowsAsync<BrevSshException>(() => run.WaitAsync());
        var next = session.RunAsync("echo again");
        await Task.WhenAny(stage.Log.ReachAsync(2, 1), next);
        held.Set();

        Assert.Equal(SshFailureReason.ConnectionLost, lost.Reason);
        Assert.Equal("again\n", (await next).Output);
    }

    private sealed class HoldingLog : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => Held.Value is not null;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception).Contains("Disconnecting after exception", StringComparison.Ordinal))
            {
                Held.Value?.Wait();
            }
        }

        public void Dispose()
        {
        }
    }
}
