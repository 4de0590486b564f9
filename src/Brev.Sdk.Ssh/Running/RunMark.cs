using System.Globalization;
using System.Text.RegularExpressions;

namespace Brev.Sdk.Ssh.Running;

/// <summary>
/// Marks all that one command starts, by a variable in its environment, so that it can be found and ended. The server's own signals do not
/// suffice: OpenSSH refuses them to a session of root, and they do not reach what has left the process group.
/// </summary>
internal sealed partial class RunMark
{
    private const string Variable = "BREV_SSH_RUN";
    private const int NotEnteredStatus = 125;

    /// <summary>So much of the end of an error stream tells whether the command has run.</summary>
    public const int NotEnteredLength = 128;

    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly string _notEntered = Guid.NewGuid().ToString("N");

    /// <summary>The line that sets the mark; the shell that runs it is known by having it in its command line.</summary>
    public string Line => $"export {Variable}={_id}\n";

    /// <summary>
    /// What a shell does that cannot enter its folder. A command can have any exit status, but does not know what ends the error stream
    /// then, behind what the shell itself says.
    /// </summary>
    public string NotEntered => $"{{ echo 'The folder cannot be entered ({_notEntered}).' >&2; exit {NotEnteredStatus}; }}";

    /// <summary>Whether the command has not run, because its folder could not be entered.</summary>
    public bool IsNotEntered(CommandEnd end, ReadOnlySpan<byte> errors) =>
        end.ExitStatus == NotEnteredStatus && errors.IndexOf(System.Text.Encoding.ASCII.GetBytes(_notEntered)) >= 0;

    /// <summary>
    /// A command that sends a signal to all that is marked, on Linux, and prints their ids, those of all else in their sessions, which has
    /// lost the mark or belongs to another user, and those of the processes seen before that are still there. The brackets keep it from
    /// finding itself. A server that gives its commands no sessions of their own is recognized by the session that this one is in.
    /// </summary>
    public string Signal(string signal, IEnumerable<int> seen) =>
        $$"""
        o=$(sed 's/.*) //' /proc/self/stat 2>/dev/null | cut -d' ' -f4)
        for f in $(grep -ls '[{{Variable[0]}}]{{Variable[1..]}}={{_id}}' /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>/dev/null); do
          p=${f#/proc/}; p=${p%%/*}
          s=$(sed 's/.*) //' "/proc/$p/stat" 2>/dev/null | cut -d' ' -f4)
          [ "$s" = "$o" ] || grep -ls "^[0-9]* (.*) [^Z] [0-9]* [0-9]* $s " /proc/[0-9]*/stat 2>/dev/null
          kill -{{signal}} "$p" 2>/dev/null && echo "/proc/$p/"
        done
        grep -ls '^[0-9]* (.*) [^Z] '{{string.Concat(seen.Select(static id => $" /proc/{id}/stat"))}} /dev/null 2>/dev/null
        true
        """;

    /// <summary>The ids that such a command has printed; a shell's own files may print other lines before it.</summary>
    public static IEnumerable<int> Processes(string printed) =>
        ProcessLine().Matches(printed).Select(static line => int.Parse(line.Groups[1].ValueSpan, CultureInfo.InvariantCulture));

    [GeneratedRegex("^/proc/([0-9]{1,9})/", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ProcessLine();
}
