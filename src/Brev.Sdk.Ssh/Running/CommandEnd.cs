namespace Brev.Sdk.Ssh.Running;

/// <summary>How a command has ended.</summary>
/// <param name="ExitStatus">Its exit status, or 128 and the number of the signal; 128 alone where the number is not known.</param>
/// <param name="Signal">The signal that has ended it; <c>unknown</c> for one that the server cannot name.</param>
internal sealed record CommandEnd(int ExitStatus, string? Signal)
{
    private const int SignalBase = 128;

    /// <summary>The protocol has names for 13 signals. OpenSSH calls all others <c>SIG@openssh.com</c>.</summary>
    private const string Unknown = "unknown";

    private static readonly Dictionary<string, int> Signals = new(StringComparer.Ordinal)
    {
        ["HUP"] = 1, ["INT"] = 2, ["QUIT"] = 3, ["ILL"] = 4, ["ABRT"] = 6, ["FPE"] = 8, ["KILL"] = 9, ["USR1"] = 10,
        ["SEGV"] = 11, ["USR2"] = 12, ["PIPE"] = 13, ["ALRM"] = 14, ["TERM"] = 15,
    };

    /// <summary>The end, or <see langword="null"/> when the machine has told neither.</summary>
    public static CommandEnd? Of(int? exitStatus, string? signal) =>
        exitStatus is { } status ? new CommandEnd(status, null)
        : signal is null ? null
        : Signals.TryGetValue(signal, out var number) ? new CommandEnd(SignalBase + number, signal)
        : new CommandEnd(SignalBase, Unknown);
}
