using System.Text;

namespace Brev.Sdk.Ssh.Running;

/// <summary>
/// A script that travels by standard input. The shell first reads all of it and looks for the mark at its end, so that a connection that
/// breaks half-way runs nothing; then it runs it, with nothing left to read on the standard input.
/// </summary>
internal static class ScriptText
{
    private const string DefaultShell = "sh";

    /// <summary>The command that reads and runs the script.</summary>
    public static string Command(string script, string mark, IEnumerable<string> arguments)
    {
        var reader =
            $"script=$(cat); case $script in *'{mark}') eval \"$script\";; *) echo 'The script arrived incomplete and was not run.' >&2; "
                + "exit 125;; esac";
        return CommandText.Of(ShellOf(script), ["-c", reader, DefaultShell, .. arguments]);
    }

    public static string NewMark() => $"# brev-end-{Guid.NewGuid():N}";

    public static byte[] Bytes(string script, string mark)
    {
        ShellText.Check(script, nameof(script));
        return Encoding.UTF8.GetBytes($"{script.ReplaceLineEndings("\n")}\n{mark}\n");
    }

    /// <summary>The shell of the first line (<c>#!/bin/bash</c>, <c>#!/usr/bin/env bash</c>), otherwise sh.</summary>
    private static string ShellOf(string script)
    {
        if (!script.StartsWith("#!", StringComparison.Ordinal))
        {
            return DefaultShell;
        }

        var words = script[2..].Split('\n')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var program = words is [var env, var named, ..] && env.EndsWith("/env", StringComparison.Ordinal)
            ? named
            : words.FirstOrDefault() ?? "";
        return program.EndsWith("sh", StringComparison.Ordinal)
            ? program
            : throw new ArgumentException(
                $"The script names '{program}' in its first line, which is no shell. Upload it with UploadAsync and run it by its name.",
                nameof(script));
    }
}
