namespace Brev.Sdk;

/// <summary>How a remote command has ended, and what it has printed.</summary>
/// <param name="ExitStatus">
/// Its exit status, 0 to 255. For a command that a signal has ended it is 128 and the number of the signal, as shells count; 128 alone
/// where the machine does not say which signal it was.
/// </param>
/// <param name="Output">
/// What it has written to its output, read as UTF-8; empty when that went to <see cref="SshRunOptions.Output"/>.
/// </param>
/// <param name="Error">
/// What it has written to its error stream, read as UTF-8; empty when that went to <see cref="SshRunOptions.Error"/>.
/// </param>
public sealed record SshCommandResult(int ExitStatus, string Output, string Error)
{
    private const int ShownLength = 2000;

    /// <summary>
    /// The signal that has ended the command, such as <c>KILL</c>; <c>unknown</c> for one that SSH has no name for, such as SIGBUS;
    /// <see langword="null"/> for a command that has ended by itself.
    /// </summary>
    public string? Signal { get; init; }

    /// <summary>Whether the exit status is zero.</summary>
    public bool IsSuccess => ExitStatus == 0 && Signal is null;

    /// <summary>Gives the result back when the exit status is zero.</summary>
    /// <exception cref="BrevSshException">
    /// It is not (<see cref="SshFailureReason.CommandFailed"/>). The message has the end of the error stream.
    /// </exception>
    public SshCommandResult EnsureSuccess() => IsSuccess ? this : throw new BrevSshException(
        SshFailureReason.CommandFailed,
        $"The remote command {(Signal is null ? $"ended with exit status {ExitStatus}" : $"was ended by signal {Signal}")}. Its error "
            + $"stream: {Shown()}");

    /// <summary>How it has ended; what it has printed may hold secrets and is left out.</summary>
    public override string ToString() => Signal is null ? $"exit status {ExitStatus}" : $"signal {Signal} (exit status {ExitStatus})";

    private string Shown() =>
        Error.Length == 0 ? "(empty)" : Error.Length > ShownLength ? "…" + Error[^ShownLength..].TrimEnd() : Error.TrimEnd();
}
