namespace Brev.Sdk.Ssh.Running;

/// <summary>
/// Marks all that one command starts, by a variable in its environment, so that it can be found and ended. The server's own signals do not
/// suffice: OpenSSH refuses them to a session of root, and they do not reach what has left the process group.
/// </summary>
internal sealed class RunMark
{
    private const string Variable = "BREV_SSH_RUN";

    private readonly string _id = Guid.NewGuid().ToString("N");

    /// <summary>The line that sets the mark; the shell that runs it is known by having it in its command line.</summary>
    public string Line => $"export {Variable}={_id}\n";

    /// <summary>
    /// A command that sends a signal to all that is marked, on Linux, and prints a line for each. The brackets keep it from finding itself.
    /// </summary>
    public string Kill(string signal) =>
        $"for f in $(grep -ls '[{Variable[0]}]{Variable[1..]}={_id}' /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>/dev/null); do "
            + $"p=${{f#/proc/}}; kill -{signal} \"${{p%%/*}}\" 2>/dev/null && echo; done; true";
}
