using System.IO.Pipelines;
using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Running;

/// <summary>Streams of the application that are slow or fail while a command runs.</summary>
public sealed class StreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [SshFact]
    public async Task A_command_runs_before_its_input_has_anything_and_reads_what_comes_later()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var input = new Pipe();
        var options = new SshRunOptions { Input = input.Reader.AsStream() };
        await using var run = await session.StartAsync("echo ready; read -r line; echo \"got $line\"; wc -c", options).WaitAsync(Patience);
        await using var lines = run.ReadLinesAsync().GetAsyncEnumerator();

        Assert.Equal("ready", await NextAsync(lines));
        await input.Writer.WriteAsync("hello\n"u8.ToArray());
        Assert.Equal("got hello", await NextAsync(lines));
        await input.Writer.WriteAsync("rest"u8.ToArray());
        await input.Writer.CompleteAsync();
        Assert.Equal("4", await NextAsync(lines));
        Assert.Equal(0, (await run.WaitAsync()).ExitStatus);
    }

    [SshFact]
    public async Task A_stream_for_output_that_takes_nothing_does_not_hold_up_the_end_of_the_call()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var full = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        var options = new SshRunOptions { Output = full.Writer.AsStream(), Timeout = TimeSpan.FromSeconds(2) };

        await Assert.ThrowsAsync<BrevTimeoutException>(() => session.RunAsync("echo more; exec sleep 987654", options).WaitAsync(Patience));
    }

    [SshFact]
    public async Task One_stream_takes_output_and_errors_one_write_at_a_time()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var stream = new LoneStream();

        await session.RunAsync(
            "i=0; while [ $i -lt 2000 ]; do echo out; echo error >&2; i=$((i+1)); done",
            new SshRunOptions { Output = stream, Error = stream });

        Assert.Equal((1, 2000 * "out\nerror\n".Length), (stream.Most, stream.Written));
    }

    [SshFact]
    public async Task Lines_are_given_once_also_to_a_second_loop_over_the_same_enumeration()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        await using var run = await session.StartAsync("echo one; echo two; exec sleep 987654");
        var lines = run.ReadLinesAsync();
        await foreach (var line in lines)
        {
            Assert.Equal("one", line.Text);
            break;
        }

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await lines.GetAsyncEnumerator().MoveNextAsync());
    }

    [SshFact]
    public async Task A_command_goes_on_after_its_reader_has_left_however_much_it_prints()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var options = new SshRunOptions { MaxWaitingOutput = 1000 };
        var gone = Path.Combine(stage.Folder, "gone");
        await using var run = await session.StartAsync(
            $"echo ready; until [ -e {gone} ]; do sleep 0.05; done; head -c 20000000 /dev/zero; exit 7", options);
        await foreach (var line in run.ReadLinesAsync())
        {
            Assert.Equal("ready", line.Text);
            break;
        }

        await File.WriteAllTextAsync(gone, "");
        Assert.Equal(7, (await run.WaitAsync().WaitAsync(Patience)).ExitStatus);
    }

    [SshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Programs_with_arguments_and_scripts_give_their_lines_as_they_come_as_well(bool isScript)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        string[] arguments = ["it's $HOME", "two\nlines"];
        await using var run = await (isScript
            ? session.StartScriptAsync("printf '%s\\n' \"$@\"", arguments)
            : session.StartAsync("printf", ["%s\\n", .. arguments]));

        var lines = new List<string>();
        await foreach (var line in run.ReadLinesAsync())
        {
            lines.Add(line.Text);
        }

        Assert.Equal(["it's $HOME", "two", "lines"], lines);
        Assert.Equal(0, (await run.WaitAsync()).ExitStatus);
    }

    [SshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stream_for_output_that_fails_ends_the_command_with_its_own_error(bool isError)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var options = new SshRunOptions { Environment = { ["STAGE"] = stage.Folder } };
        (options.Output, options.Error) = (isError ? null : new FullStream(), isError ? new FullStream() : null);

        var exception = await Assert.ThrowsAsync<IOException>(() => session.RunAsync(
            $"echo $$ > \"$STAGE/process\"; echo x{(isError ? " >&2" : "")}; exec sleep 987654", options).WaitAsync(Patience));

        Assert.Equal(FullStream.Reason, exception.Message);
        var process = (await File.ReadAllTextAsync(Path.Combine(stage.Folder, "process"))).Trim();
        Assert.False(Directory.Exists($"/proc/{process}"));
    }

    [SshFact]
    public async Task A_command_that_prints_more_than_is_kept_for_its_reader_is_ended()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var process = Path.Combine(stage.Folder, "process");
        var options = new SshRunOptions { MaxWaitingOutput = 1_000_000 };
        await using var run = await session.StartAsync($"echo $$ > '{process}'; exec yes", options);

        var exception = await Assert.ThrowsAsync<BrevSshException>(() => run.WaitAsync().WaitAsync(Patience));

        Assert.Equal(SshFailureReason.OutputOverflow, exception.Reason);
        Assert.False(Directory.Exists($"/proc/{(await File.ReadAllTextAsync(process)).Trim()}"));
    }

    /// <summary>It has ended with status 0 by the time that there is no room for what it has printed.</summary>
    [SshFact]
    public async Task Output_that_could_not_be_kept_is_no_success_of_a_command_that_has_ended()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        await using var run = await session.StartAsync(
            "head -c 3000000 /dev/zero", new SshRunOptions { MaxWaitingOutput = 1 });

        var exception = await Assert.ThrowsAsync<BrevSshException>(() => run.WaitAsync().WaitAsync(Patience));

        Assert.Equal(SshFailureReason.OutputOverflow, exception.Reason);
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<SshOutputLine> lines)
    {
        Assert.True(await lines.MoveNextAsync().AsTask().WaitAsync(Patience));
        return lines.Current.Text;
    }

    private sealed class FullStream : MemoryStream
    {
        public const string Reason = "The disk is full.";

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException(Reason);
    }
}
