using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Running;

/// <summary>What commands on a real server print.</summary>
public sealed class OutputTests
{
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
    public async Task Output_goes_into_a_stream_as_bytes()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        using var output = new MemoryStream();

        var result = await session.RunAsync(@"printf '\377\000\001'", new SshRunOptions { Output = output });

        Assert.Equal("FF0001 ", $"{Convert.ToHexString(output.ToArray())} {result.Output}");
    }

    [SshTheory]
    [InlineData(65_536, "\\n")]
    [InlineData(65_536, "\\r\\n")]
    [InlineData(131_072, "\\n")]
    public async Task The_end_of_a_line_that_fills_its_pieces_is_no_line_of_its_own(int length, string end)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        await using var run = await session.StartAsync($"head -c {length} /dev/zero | tr '\\0' 'x'; printf '{end}next\\n\\n'");

        var lengths = new List<int>();
        await foreach (var line in run.ReadLinesAsync())
        {
            lengths.Add(line.Text.Length);
        }

        Assert.Equal([.. Enumerable.Repeat(65_536, length / 65_536), 4, 0], lengths);
    }

    [SshFact]
    public async Task A_character_of_two_parts_is_not_cut_between_two_pieces()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        await using var run = await session.StartAsync("head -c 65535 /dev/zero | tr '\\0' 'x'; printf '\\360\\237\\230\\200y'");

        var pieces = new List<string>();
        await foreach (var line in run.ReadLinesAsync())
        {
            pieces.Add(line.Text);
        }

        Assert.Equal([new string('x', 65_535) + "😀", "y"], pieces);
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
}
