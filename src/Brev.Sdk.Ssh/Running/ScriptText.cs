using System.Text;

namespace Brev.Sdk.Ssh.Running;

/// <summary>
/// A script that travels by standard input. The shell first reads all of it and looks for the mark at its end, so that a connection that
/// breaks half-way runs nothing; then it runs it, with nothing left to read on the standard input.
/// </summary>
internal static class ScriptText
{
    private const string DefaultShell = "sh";
    private const string Env = "env";
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>Shells that read the way of the reader below.</summary>
    private static readonly string[] Shells = ["sh", "bash", "dash", "ash", "ksh", "ksh93", "mksh", "zsh"];

    /// <summary>The command that reads and runs the script.</summary>
    public static string Command(string script, string mark, IEnumerable<string> arguments)
    {
        var reader =
            $"script=$(cat); case $script in *'{mark}') eval \"$script\";; *) echo 'The script arrived incomplete and was not run.' >&2; "
                + "exit 125;; esac";
        var (shell, flags) = ShellOf(Normalize(script));
        return CommandText.Of(shell, [.. flags, "-c", reader, DefaultShell, .. arguments]);
    }

    public static string NewMark() => $"# brev-end-{Guid.NewGuid():N}";

    public static byte[] Bytes(string script, string mark)
    {
        ShellText.Check(script, nameof(script));
        return Encoding.UTF8.GetBytes($"{Normalize(script)}\n{mark}\n");
    }

    /// <summary>A script as it is written on Windows, as a shell reads it. All other characters are the script's own.</summary>
    private static string Normalize(string script) =>
        script.TrimStart(ByteOrderMark).Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>
    /// The shell of the first line with its flags (<c>#!/bin/bash -e</c>, <c>#!/usr/bin/env bash</c>, <c>#!/usr/bin/env -S bash -e</c>),
    /// otherwise sh.
    /// </summary>
    private static (string Shell, string[] Flags) ShellOf(string script)
    {
        if (!script.StartsWith("#!", StringComparison.Ordinal))
        {
            return (DefaultShell, []);
        }

        var words = script[2..].Split('\n')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words is [var first, ..] && NameOf(first) == Env)
        {
            words = words is [_, "-S", ..] ? words[2..] : words[1..];
        }

        // They end the flags, and would end those of the reader too.
        words = [.. words.Where(static word => word is not ("-" or "--"))];
        return words is [var program, .. var flags] && Shells.Contains(NameOf(program)) && flags.All(static flag => flag[0] is '-' or '+')
            ? (program, flags)
            : throw new ArgumentException(
                $"The script's first line names '{string.Join(' ', words)}', which is none of the shells {string.Join(", ", Shells)} with "
                    + "flags. Upload it with UploadAsync and run it by its name.", nameof(script));
    }

    private static string NameOf(string program) => program[(program.LastIndexOf('/') + 1)..];
}
