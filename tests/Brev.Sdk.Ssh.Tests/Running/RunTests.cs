using System.Globalization;
using System.Text;
using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Running;

/// <summary>Commands on a real server: how they end, and what goes in.</summary>
public sealed class RunTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

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

    [SshTheory]
    [InlineData("KILL", 137, "KILL")]
    [InlineData("BUS", 128, "unknown")]
    public async Task A_command_that_is_killed_tells_the_signal(string signal, int status, string name)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        var result = await session.RunAsync($"kill -{signal} $$");

        Assert.Equal((status, name), (result.ExitStatus, result.Signal));
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
        await stage.RestartServerAsync();

        Assert.Equal("again\n", (await session.RunAsync("echo again")).Output);
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
    public async Task An_input_that_fails_ends_the_command_with_its_own_error_and_is_never_taken_for_complete()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var done = Path.Combine(stage.Folder, "done");

        var exception = await Assert.ThrowsAsync<IOException>(() => session.RunAsync(
            $"cat > /dev/null && touch '{done}'", new SshRunOptions { Input = new BreakingStream(3_000_000) }));

        Assert.Equal(BreakingStream.Reason, exception.Message);
        Assert.False(File.Exists(done));
    }

    [SshFact]
    public async Task Folder_and_variables_are_those_of_the_options()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var folder = Directory.CreateDirectory(Path.Combine(stage.Folder, "it's here")).FullName;

        var result = await session.RunAsync(
            "pwd; echo \"$A_1\"", new SshRunOptions { WorkingDirectory = folder, Environment = { ["A_1"] = "x ' $y" } });

        Assert.Equal($"{folder}\nx ' $y\n", result.Output);
    }

    [SshFact]
    public async Task A_command_does_not_run_when_its_folder_is_missing()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        var exception = await Assert.ThrowsAsync<BrevSshException>(() =>
            session.RunAsync("echo ran", new SshRunOptions { WorkingDirectory = "/no/such/folder" }));

        Assert.Equal(SshFailureReason.Refused, exception.Reason);
        Assert.Contains("'/no/such/folder'", exception.Message, StringComparison.Ordinal);
    }

    [SshTheory]
    [InlineData(1)]
    [InlineData(125)]
    public async Task The_exit_status_of_a_command_that_ran_in_its_folder_is_its_own(int status)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        var result = await session.RunAsync($"echo out >&2; exit {status}", new SshRunOptions { WorkingDirectory = "/" });

        Assert.Equal((status, "out\n"), (result.ExitStatus, result.Error));
    }

    [SshFact]
    public async Task The_exit_status_of_a_command_that_prints_its_environment_is_its_own()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        var result = await session.RunAsync("env | grep BREV >&2; exit 125", new SshRunOptions { WorkingDirectory = "/" });

        Assert.Equal(125, result.ExitStatus);
    }

    [SshTheory]
    [InlineData(0)]
    [InlineData(31)]
    public async Task A_time_limit_out_of_its_bounds_is_refused_by_its_name(int days)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        var exception = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            session.RunAsync("true", new SshRunOptions { Timeout = TimeSpan.FromDays(days) }));

        Assert.Contains("SshRunOptions.Timeout", exception.Message, StringComparison.Ordinal);
    }

    [SshFact]
    public async Task A_tilde_in_the_folder_stands_for_the_home()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        Assert.Equal((await session.RunAsync(
            "cd; pwd")).Output, (await session.RunAsync("pwd", new SshRunOptions { WorkingDirectory = "~" })).Output);
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
    public async Task Commands_that_go_on_hold_up_no_other_command_and_no_copy()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => session.StartAsync("exec sleep 987654"))).WaitAsync(Patience);
        var source = Directory.CreateDirectory(Path.Combine(stage.Folder, "source")).FullName;
        File.WriteAllText(Path.Combine(source, "file"), "content");
        File.CreateSymbolicLink(Path.Combine(source, "link"), "file");

        await session.UploadAsync(source, Path.Combine(stage.Folder, "target")).WaitAsync(Patience);

        Assert.Equal("content", File.ReadAllText(Path.Combine(stage.Folder, "target", "link")));
    }

    [SshFact]
    public async Task Commands_that_have_ended_and_are_not_disposed_need_no_further_connection()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        for (var number = 0; number < 20; number++)
        {
            await (await session.StartAsync("true")).WaitAsync();
        }

        Assert.Single(stage.Log.Entries, entry => entry.Text.StartsWith("Connected to", StringComparison.Ordinal));
    }

    /// <summary>Longer than the limit for connecting, which is the same to the library.</summary>
    [SshFact]
    public async Task Input_that_the_command_takes_late_arrives_whole()
    {
        await using var stage = await SshStage.StartAsync();
        stage.Options.ConnectTimeout = TimeSpan.FromSeconds(5);
        await using var session = await stage.ConnectAsync();

        var options = new SshRunOptions { Input = new MemoryStream(new byte[5_000_000]) };
        var result = await session.RunAsync("sleep 7; wc -c", options).WaitAsync(Patience);

        Assert.Equal("5000000\n", result.Output);
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

        var result = await session.RunScriptAsync(
            script.Append("echo $sum $1 $(wc -c) ${BASH_VERSION:+bash}; exit 3").ToString(), ["it's"]);

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
}
