using System.Diagnostics;
using System.Globalization;
using System.Text;
using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Running;

/// <summary>Commands on a real server: how they end, what goes in and what comes out.</summary>
public sealed class RunTests
{
    [SshTheory]
    [InlineData("true", 0)]
    [InlineData("exit 1", 1)]
    [InlineData("no-such-program-here", 127)]
    [InlineData("exit 137", 137)]
    [InlineData("exit 255", 255)]
    public async Task The_exit_status_is_that_of_the_command(string command, int expected)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        var result = await session.RunAsync(command);

        Assert.Equal((expected, null), (result.ExitStatus, result.Signal));
    }

    [SshFact]
    public async Task A_command_that_is_killed_tells_the_signal()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        var result = await session.RunAsync("kill -9 $$");

        Assert.Equal((137, "KILL"), (result.ExitStatus, result.Signal));
    }

    [SshFact]
    public async Task A_killed_server_is_a_lost_connection_and_no_exit_status()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        await using var run = await session.StartAsync("echo started; sleep 100");
        await using var lines = run.ReadLinesAsync().GetAsyncEnumerator();
        await lines.MoveNextAsync();

        await stage.Server.EndAsync();

        var exception = await Assert.ThrowsAsync<BrevSshException>(() => run.WaitAsync());
        Assert.Equal(SshFailureReason.ConnectionLost, exception.Reason);
    }

    [SshFact]
    public async Task The_next_command_after_a_lost_connection_connects_anew()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        await stage.Server.EndAsync();
        await stage.Server.RestartAsync();

        Assert.Equal("again\n", (await session.RunAsync("echo again")).Output);
    }

    [SshFact]
    public async Task Output_and_error_stream_are_kept_apart()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        var result = await session.RunAsync("echo out; echo érr >&2");

        Assert.Equal(("out\n", "érr\n"), (result.Output, result.Error));
    }

    [SshFact]
    public async Task Lines_come_while_the_command_still_runs()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        await using var run = await session.StartAsync("echo first; sleep 100");
        await using var lines = run.ReadLinesAsync().GetAsyncEnumerator();

        Assert.True(await lines.MoveNextAsync());

        Assert.Equal(new SshOutputLine("first", IsError: false), lines.Current);
    }

    [SshFact]
    public async Task The_last_line_needs_no_line_break()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        await using var run = await session.StartAsync(@"printf 'a\r\n\nb'");

        var lines = new List<string>();
        await foreach (var line in run.ReadLinesAsync())
        {
            lines.Add(line.Text);
        }

        Assert.Equal(["a", "", "b"], lines);
    }

    [SshFact]
    public async Task A_command_without_input_finds_it_empty()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        Assert.Equal("0\n", (await session.RunAsync("wc -c")).Output);
    }

    [SshTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000_000)]
    public async Task Input_of_any_length_arrives(int length)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        var result = await session.RunAsync("wc -c", new SshRunOptions { Input = new MemoryStream(new byte[length]) });

        Assert.Equal(length, int.Parse(result.Output, CultureInfo.InvariantCulture));
    }

    [SshFact]
    public async Task A_command_that_does_not_read_its_input_ends_nevertheless()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        var result = await session.RunAsync("true", new SshRunOptions { Input = new MemoryStream(new byte[20_000_000]) });

        Assert.Equal(0, result.ExitStatus);
    }

    [SshFact]
    public async Task Output_goes_into_a_stream_as_bytes()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        using var output = new MemoryStream();

        var result = await session.RunAsync(@"printf '\377\000\001'", new SshRunOptions { Output = output });

        Assert.Equal("FF0001 ", $"{Convert.ToHexString(output.ToArray())} {result.Output}");
    }

    [SshFact]
    public async Task Folder_and_variables_are_those_of_the_options()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var folder = Directory.CreateDirectory(Path.Combine(stage.Folder, "it's here")).FullName;

        var result = await session.RunAsync("pwd; echo \"$A_1\"", new SshRunOptions { WorkingDirectory = folder, Environment = { ["A_1"] = "x ' $y" } });

        Assert.Equal($"{folder}\nx ' $y\n", result.Output);
    }

    [SshFact]
    public async Task A_command_does_not_run_when_its_folder_is_missing()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        var result = await session.RunAsync("echo ran", new SshRunOptions { WorkingDirectory = "/no/such/folder" });

        Assert.Equal((false, ""), (result.IsSuccess, result.Output));
    }

    [SshFact]
    public async Task A_tilde_in_the_folder_stands_for_the_home()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        Assert.Equal((await session.RunAsync("cd; pwd")).Output, (await session.RunAsync("pwd", new SshRunOptions { WorkingDirectory = "~" })).Output);
    }

    [SshFact]
    public async Task Hundred_megabytes_of_output_take_constant_memory()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        await session.RunAsync("head -c 10000000 /dev/zero", new SshRunOptions { Output = Stream.Null });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        await using var run = await session.StartAsync("head -c 100000000 /dev/zero | tr '\\0' 'x' | fold -w 99");

        var (bytes, lines) = (0L, 0);
        await foreach (var line in run.ReadLinesAsync())
        {
            bytes += line.Text.Length;
            if (++lines % 100_000 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        Assert.Equal(100_000_000, bytes);
        Assert.InRange(most - before, long.MinValue, 10_000_000);
    }

    [SshFact]
    public async Task Output_without_a_single_line_break_comes_in_pieces()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        await using var run = await session.StartAsync("head -c 1000000 /dev/zero | tr '\\0' 'x'");

        var lengths = new List<int>();
        await foreach (var line in run.ReadLinesAsync())
        {
            lengths.Add(line.Text.Length);
        }

        Assert.Equal((1_000_000, 65_536), (lengths.Sum(), lengths.Max()));
    }

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
        var run = await session.StartAsync("trap '' TERM; echo $$; while :; do sleep 1000; done", new SshRunOptions { KillAfter = TimeSpan.FromMilliseconds(100) });
        var process = await ReadProcessAsync(run);

        await run.DisposeAsync();

        await Gone(process);
    }

    [SshFact]
    public async Task A_command_over_its_time_limit_is_ended()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        await using var run = await session.StartAsync("echo $$; exec sleep 987654", new SshRunOptions { Timeout = TimeSpan.FromSeconds(1) });
        var process = await ReadProcessAsync(run);

        await Assert.ThrowsAsync<BrevTimeoutException>(() => run.WaitAsync());

        await Gone(process);
    }

    [SshFact]
    public async Task Thirty_commands_run_at_once()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 30).Select(number => session.RunAsync($"echo {number}")));

        Assert.Equal(Enumerable.Range(0, 30).Select(number => $"{number}\n"), results.Select(result => result.Output));
    }

    [SshFact]
    public async Task Scripts_of_several_megabytes_run()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var script = new StringBuilder("#!/bin/bash\nsum=0\n");
        for (var line = 0; line < 20_000; line++)
        {
            script.Append("sum=$((sum+1)) # ").Append('x', 100).Append('\n');
        }

        var result = await session.RunScriptAsync(script.Append("echo $sum $1 $(wc -c) ${BASH_VERSION:+bash}; exit 3").ToString(), ["it's"]);

        Assert.Equal(("20000 it's 0 bash\n", 3), (result.Output, result.ExitStatus));
    }

    [SshFact]
    public async Task The_message_of_a_failed_command_has_the_end_of_its_error_stream()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        var exception = Assert.Throws<BrevSshException>((await session.RunAsync("echo 'no GPU' >&2; exit 9")).EnsureSuccess);

        Assert.Equal("The remote command ended with exit status 9. Its error stream: no GPU", exception.Message);
    }

    private static async Task<int> ReadProcessAsync(SshRun run)
    {
        await using var lines = run.ReadLinesAsync().GetAsyncEnumerator();
        Assert.True(await lines.MoveNextAsync());
        return int.Parse(lines.Current.Text, CultureInfo.InvariantCulture);
    }

    /// <summary>The machine is this one, so that its process list is at hand. A process that has been killed may be there for a moment more.</summary>
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
