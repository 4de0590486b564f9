namespace Brev.Sdk;

/// <summary>How to run a remote command. The machine's login shell is taken to be one of the POSIX family (sh, bash, dash, zsh).</summary>
public sealed class SshRunOptions
{
    /// <summary>
    /// The folder to run it in; <c>~/</c> stands for the home. Default: <see langword="null"/>, the home. When it cannot be entered, the
    /// command does not run, and the call fails with <see cref="BrevSshException"/> (<see cref="SshFailureReason.Refused"/>).
    /// </summary>
    public string? WorkingDirectory { get; set; }

    /// <summary>
    /// Variables to set for the command. They travel in the command line, which other users of the machine may see: hand secrets over by
    /// <see cref="Input"/>. Default: none.
    /// </summary>
    public IDictionary<string, string> Environment { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// What the command reads from its standard input, up to the end of the stream. The caller disposes it. A stream that fails ends the
    /// command, and the call ends with the stream's exception. The command starts at once and gets what the stream gives as it comes, so
    /// that it can be a conversation. Default: <see langword="null"/>, empty input.
    /// </summary>
    public Stream? Input { get; set; }

    /// <summary>
    /// Where its output goes, as bytes and as it comes, instead of into <see cref="SshCommandResult.Output"/>. The caller disposes it.
    /// </summary>
    public Stream? Output { get; set; }

    /// <summary>
    /// Where its error stream goes, as bytes and as it comes, instead of into <see cref="SshCommandResult.Error"/>. The caller disposes it.
    /// It may be the stream of <see cref="Output"/>.
    /// </summary>
    public Stream? Error { get; set; }

    /// <summary>
    /// How long it may run. When the time has passed, the command is ended on the machine and the run fails with
    /// <see cref="BrevTimeoutException"/>. A command that cannot be started within the same time, because the session connects anew or the
    /// machine does not answer, fails as well. Default: <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>. Bounds: more than zero and
    /// at most 30 days, or infinite.
    /// </summary>
    public TimeSpan Timeout { get; set; } = System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>
    /// How long a command that is to end has after the signal TERM before it gets KILL. Default: 2 seconds. Bounds: zero to 10 minutes.
    /// </summary>
    public TimeSpan KillAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How many bytes of each stream wait in a temporary file for a reader that is slower than the command. A command that prints more is
    /// ended, and the run fails with <see cref="BrevSshException"/> (<see cref="SshFailureReason.OutputOverflow"/>): SSH cannot hold up one
    /// command alone. Default: 4 GB. Bounds: zero or more; the first megabyte waits in memory.
    /// </summary>
    public long MaxWaitingOutput { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>What a command was started with: later changes have no effect on it.</summary>
    internal SshRunOptions Copy() => (SshRunOptions)MemberwiseClone();
}
