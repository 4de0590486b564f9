using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Running;

/// <summary>Commands that are ended: they are gone from the machine.</summary>
public sealed class EndTests
{
    [SshFact]
    public async Task A_cancelled_command_is_gone_from_the_machine()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        using var cancellation = new CancellationTokenSource();
        await using var run = await session.StartAsync("echo $$; exec sleep 987654", cancellationToken: cancellation.Token);
        var process = await ReadProcessAsync(run);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync());
        await Gone(process);
    }

    [SshFact]
    public async Task A_command_that_ignores_TERM_is_killed()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var run = await session.StartAsync(
            "trap '' TERM; echo $$; while :; do sleep 1000; done", new SshRunOptions { KillAfter = TimeSpan.FromMilliseconds(100) });
        var process = await ReadProcessAsync(run);

        await run.DisposeAsync();

        await Gone(process);
    }

    [SshFact]
    public async Task A_child_that_ignores_TERM_is_killed_after_the_command_that_has_started_it()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var run = await session.StartAsync(
            "sh -c 'trap \"\" TERM; echo $$; exec sleep 987654 >/dev/null 2>&1' & wait",
            new SshRunOptions { KillAfter = TimeSpan.FromMilliseconds(500) });
        var process = await ReadProcessAsync(run);

        await run.DisposeAsync();

        await Gone(process);
    }

    [SshFact]
    public async Task A_command_over_its_time_limit_is_ended()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        await using var run =
            await session.StartAsync("echo $$; exec sleep 987654", new SshRunOptions { Timeout = TimeSpan.FromSeconds(1) });
        var process = await ReadProcessAsync(run);

        var exception = await Assert.ThrowsAsync<BrevTimeoutException>(() => run.WaitAsync());

        Assert.Contains("and was ended there", exception.Message, StringComparison.Ordinal);
        await Gone(process);
    }

    /// <summary>As sudo does: the process is in the session, has lost the mark, and gets no signal of the process group.</summary>
    [SshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_that_cannot_be_ended_is_told(bool isCancelled)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        using var cancellation = new CancellationTokenSource();
        var options = new SshRunOptions { KillAfter = TimeSpan.FromMilliseconds(100) };
        options.Timeout = isCancelled ? options.Timeout : TimeSpan.FromSeconds(2);
        await using var run = await session.StartAsync(
            "set -m; env -i sleep 987654 >/dev/null 2>&1 & echo $!; wait", options, cancellation.Token);
        var process = await ReadProcessAsync(run);
        await (isCancelled ? cancellation.CancelAsync() : Task.CompletedTask);

        var exception = await Record.ExceptionAsync(() => run.WaitAsync());

        await Tool.RunAsync("kill", Text(process));
        Assert.IsType(isCancelled ? typeof(OperationCanceledException) : typeof(BrevTimeoutException), exception);
        Assert.Contains($"processes of it go on ({process})", exception.Message, StringComparison.Ordinal);
        Assert.Contains(stage.Log.Warnings, warning => warning.Contains(Text(process), StringComparison.Ordinal));
    }

    [SshFact]
    public async Task A_process_that_goes_on_is_told_to_the_caller_who_waited_for_all_output_as_well()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        using var cancellation = new CancellationTokenSource();
        var output = new Pipe();
        var options = new SshRunOptions { KillAfter = TimeSpan.FromMilliseconds(100), Output = output.Writer.AsStream() };
        var call = session.RunAsync(
            "set -m; env -i sleep 987654 >/dev/null 2>&1 & echo $!; wait", options, cancellation.Token);
        using var reader = new StreamReader(output.Reader.AsStream());
        var process = await reader.ReadLineAsync();
        await cancellation.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        await Tool.RunAsync("kill", process!);
        Assert.Contains($"processes of it go on ({process})", exception.Message, StringComparison.Ordinal);
    }

    [SshFact]
    public async Task A_command_whose_end_is_not_confirmed_is_not_said_to_have_ended()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        await using var run = await session.StartAsync(
            "echo $PPID $$; exec sleep 987654", new SshRunOptions { Timeout = TimeSpan.FromSeconds(2), KillAfter = TimeSpan.Zero });
        var (server, command) = await ReadServerAsync(run);
        await Tool.RunAsync("kill", "-STOP", Text(server));
        try
        {
            var exception = await Assert.ThrowsAsync<BrevTimeoutException>(() => run.WaitAsync());

            Assert.Contains("its end is not confirmed", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            await Tool.RunAsync("kill", "-KILL", Text(command));
            await Tool.RunAsync("kill", "-CONT", Text(server));
        }
    }

    [SshFact]
    public async Task A_session_that_is_disposed_ends_its_commands_on_the_machine()
    {
        await using var stage = await SshStage.StartAsync();
        var session = await stage.ConnectAsync();
        var run = await session.StartAsync("echo $$; exec sleep 987654");
        var process = await ReadProcessAsync(run);

        await session.DisposeAsync();

        await Gone(process);
    }

    [SshFact]
    public async Task A_command_on_a_connection_that_has_stalled_ends_for_its_caller()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        await using var run =
            await session.StartAsync("echo $PPID $$; exec sleep 987654", new SshRunOptions { KillAfter = TimeSpan.FromSeconds(1) });
        var (server, command) = await ReadServerAsync(run);
        await Tool.RunAsync("kill", "-STOP", Text(server));
        try
        {
            await run.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(2));

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync());
        }
        finally
        {
            await Tool.RunAsync("kill", "-KILL", Text(command));
            await Tool.RunAsync("kill", "-CONT", Text(server));
        }
    }

    [SshFact]
    public async Task A_command_that_cannot_be_started_on_a_connection_that_has_stalled_ends_at_its_time_limit()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var server = int.Parse((await session.RunAsync("echo $PPID")).Output, CultureInfo.InvariantCulture);
        await Tool.RunAsync("kill", "-STOP", Text(server));
        try
        {
            await Assert.ThrowsAsync<BrevTimeoutException>(() =>
                session.RunAsync("true", new SshRunOptions { Timeout = TimeSpan.FromSeconds(1) }).WaitAsync(TimeSpan.FromMinutes(1)));
        }
        finally
        {
            await Tool.RunAsync("kill", "-CONT", Text(server));
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<int> ReadProcessAsync(SshRun run) => int.Parse(await ReadLineAsync(run), CultureInfo.InvariantCulture);

    /// <summary>The server's process of the session, and the command's own.</summary>
    private static async Task<(int Server, int Command)> ReadServerAsync(SshRun run) =>
        (await ReadLineAsync(run)).Split(' ') is [var server, var command]
            ? (int.Parse(server, CultureInfo.InvariantCulture), int.Parse(command, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException("The command has not said which processes there are.");

    private static async Task<string> ReadLineAsync(SshRun run)
    {
        await using var lines = run.ReadLinesAsync().GetAsyncEnumerator();
        do
        {
            // What a login shell's own files print, on the error stream, may come first.
            Assert.True(await lines.MoveNextAsync());
        }
        while (lines.Current.IsError);

        return lines.Current.Text;
    }

    /// <summary>
    /// The machine is this one, so that its process list is at hand. A process that has been killed may be there for a moment more.
    /// </summary>
    private static async Task Gone(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It is gone.
        }
    }
}
