using Brev.Sdk.Ssh.Running;
using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Running;

/// <summary>Scripts as they are written: with a first line, and on Windows.</summary>
public sealed class ScriptTests
{
    [SshTheory]
    [InlineData("#!/bin/sh -e\nfalse\necho on\n", "")]
    [InlineData("#!/bin/bash -eu\necho \"$NOT_SET\"\necho on\n", "")]
    [InlineData("#!/bin/sh -e -\necho on\nfalse\necho on\n", "on\n")]
    [InlineData("#!/bin/bash -e --\necho on\nfalse\necho on\n", "on\n")]
    [InlineData("#!/usr/bin/env -S bash -e\necho ${BASH_VERSION:+bash}\nfalse\necho on\n", "bash\n")]
    public async Task The_flags_of_the_first_line_hold(string script, string output)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        var result = await session.RunScriptAsync(script);

        Assert.Equal((1, output), (result.ExitStatus, result.Output));
    }

    [SshFact]
    public async Task A_script_with_the_line_ends_and_the_mark_of_Windows_runs()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        var result = await session.RunScriptAsync("\uFEFF#!/bin/bash\r\nfor i in 1 2; do\r\n  echo $i\r\ndone\r\n");

        Assert.Equal((0, "1\n2\n"), (result.ExitStatus, result.Output));
    }

    [SshFact]
    public async Task Characters_that_are_line_ends_elsewhere_arrive_as_they_are()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        Assert.Equal("a\rb\fc\u2028d", (await session.RunScriptAsync("printf '%s' 'a\rb\fc\u2028d'")).Output);
    }

    [Theory]
    [InlineData("#!/usr/bin/fish\n")]
    [InlineData("#!/bin/tcsh\n")]
    [InlineData("#!/usr/bin/env pwsh\n")]
    [InlineData("#!/bin/sh script\n")]
    [InlineData("#!\n")]
    public void A_first_line_that_names_no_shell_of_the_family_is_refused(string script) =>
        Assert.Throws<ArgumentException>(() => ScriptText.Command(script, "mark", []));
}
