using System.Text;
using Brev.Sdk.Ssh.Running;
using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Running;

/// <summary>Arguments on their way through a real shell.</summary>
public sealed class QuotingTests
{
    private const int Lists = 1000;
    private const int PerCommand = 25;

    private static readonly string[] Pieces =
    [
        "'", "\"", "\\", "$", "`", "!", "*", "?", "[", "~", "#", ";", "&", "|", "<", ">", "(", ")", "{", "}", " ", "\t", "\n", "\r", "-",
        "--", "a", "é", "漢", "😀", "\u0001", "\u007f", "%s", "$(id)", "=", "",
    ];

    [SshFact]
    public async Task A_thousand_generated_argument_lists_arrive_byte_for_byte()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var random = new Random(20261129);
        for (var sent = 0; sent < Lists; sent += PerCommand)
        {
            // Each list is a command of its own; several share a round trip.
            var lists = Enumerable.Range(0, PerCommand).Select(_ => Generate(random)).ToArray();
            using var output = new MemoryStream();
            await session.RunAsync(string.Join("; ", lists.Select(list =>
                CommandText.Of("printf", [@"%s\0", .. list]))), new SshRunOptions { Output = output });

            Assert.Equal(lists.SelectMany(list => list), Encoding.UTF8.GetString(output.ToArray()).Split('\0')[..^1]);
        }
    }

    [SshFact]
    public async Task A_program_gets_its_arguments_as_they_are()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        Assert.Equal("$HOME|it's *|", (await session.RunAsync("printf", ["%s|", "$HOME", "it's *"])).Output);
    }

    [Fact]
    public void An_argument_with_a_NUL_character_is_refused() =>
        Assert.Throws<ArgumentException>(() => CommandText.Of("echo", ["a\0b"]));

    [Fact]
    public void An_argument_with_half_of_a_surrogate_pair_is_refused() =>
        Assert.Throws<ArgumentException>(() => CommandText.Of("echo", ["\ud800"]));

    [Fact]
    public void A_command_that_is_too_long_names_the_way_out()
    {
        var exception = Assert.Throws<ArgumentException>(() =>
            CommandText.Surround(new string('x', 131_072), new SshRunOptions(), new RunMark()));

        Assert.Contains("RunScriptAsync", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1A")]
    [InlineData("A=B")]
    [InlineData("")]
    [InlineData("A;rm")]
    public void A_name_that_no_variable_can_have_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() =>
            CommandText.Surround("true", new SshRunOptions { Environment = { [name] = "x" } }, new RunMark()));

    [Fact]
    public void A_script_for_another_language_is_refused() =>
        Assert.Throws<ArgumentException>(() => ScriptText.Command("#!/usr/bin/env python3\nprint(1)", "mark", []));

    private static string[] Generate(Random random) => [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ =>
        string.Concat(Enumerable.Range(0, random.Next(0, 12)).Select(_ => Pieces[random.Next(Pieces.Length)])))];
}
