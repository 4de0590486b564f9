using System.Net.Sockets;
using Brev.Sdk.Ssh.Proxies;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Transport;

namespace Brev.Sdk.Ssh.Connecting;

/// <summary>Why one attempt to connect has failed.</summary>
/// <param name="Reason">For the user.</param>
/// <param name="IsRefusal">Whether the machine answered and refused the key.</param>
/// <param name="Exception">What was thrown; <see langword="null"/> when there was no address.</param>
internal sealed record FailedAttempt(string Reason, bool IsRefusal = false, Exception? Exception = null)
{
    /// <summary>Whether the machine has no host key of the types that it was asked for.</summary>
    public bool HasNoSuchHostKey => Exception is SshConnectionException { DisconnectReason: DisconnectReason.KeyExchangeFailed };

    /// <summary>Whether the program that leads to the machine has failed.</summary>
    public bool IsOfProxy => Exception is CloudflaredException;

    public static FailedAttempt Of(string address, Exception exception) => exception switch
    {
        SshAuthenticationException => new FailedAttempt($"{address} answers, but refuses the key.", IsRefusal: true, exception),
        CloudflaredException => new FailedAttempt(exception.Message, Exception: exception),
        SocketException socket => new FailedAttempt($"{address} cannot be reached ({socket.SocketErrorCode}).", Exception: exception),
        SshOperationTimeoutException or OperationCanceledException =>
            new FailedAttempt($"{address} did not answer in time.", Exception: exception),
        _ => new FailedAttempt($"The connection to {address} broke before it was complete: {exception.Message}", Exception: exception),
    };
}
