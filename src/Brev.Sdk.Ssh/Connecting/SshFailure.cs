using Renci.SshNet.Common;

namespace Brev.Sdk.Ssh.Connecting;

/// <summary>Turns the library's exceptions into the SDK's.</summary>
internal static class SshFailure
{
    public static Exception Translate(Exception exception, string machine, string doing) => exception switch
    {
        BrevException or OperationCanceledException or ArgumentException => exception,
        SshOperationTimeoutException => Lost(exception, $"{machine} stopped answering on the attempt to {doing}"),
        SshConnectionException or System.Net.Sockets.SocketException or ObjectDisposedException or IOException =>
            Lost(exception, $"The connection to {machine} broke on the attempt to {doing}"),
        _ when IsClosedChannel(exception) => Lost(exception, $"The connection to {machine} broke on the attempt to {doing}"),
        _ =>
            new BrevSshException(
                SshFailureReason.Refused,
                $"{Capital(machine)} refused to {doing}: {exception.Message.TrimEnd('.')}. See the log of its SSH server.",
                exception),
    };

    /// <summary>Whether a new connection may help.</summary>
    public static bool IsLost(Exception exception) =>
        exception is SshOperationTimeoutException or SshConnectionException or System.Net.Sockets.SocketException or ObjectDisposedException
        || exception is BrevSshException { Reason: SshFailureReason.ConnectionLost }
        || IsClosedChannel(exception);

    /// <summary>
    /// The library has no exception of its own for a channel that the server has closed, as it does when the process behind it was killed.
    /// </summary>
    private static bool IsClosedChannel(Exception exception) =>
        exception.GetType() == typeof(SshException) && exception.Message.Contains(" was closed", StringComparison.Ordinal);

    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static BrevSshException Lost(Exception exception, string what) => new(
        SshFailureReason.ConnectionLost,
        $"{Capital(what)} ({exception.Message.TrimEnd('.')}). What the machine was doing may go on there: look before doing it again. The "
            + "session connects anew by itself.",
        exception);
}
