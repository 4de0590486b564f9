namespace Brev.Sdk;

/// <summary>Why SSH to a machine has failed.</summary>
public enum SshFailureReason
{
    /// <summary>The machine could not be reached within the time limit. The message says why not.</summary>
    Unreachable,

    /// <summary>The machine will not become reachable as it is: it is stopped, has failed, or is being deleted.</summary>
    NotRunning,

    /// <summary>The machine refused the key or the certificate.</summary>
    AuthenticationFailed,

    /// <summary>The machine presented another host key than before, or another than the pinned one.</summary>
    HostKeyChanged,

    /// <summary>The connection broke. Whether the remote command has ended is not known.</summary>
    ConnectionLost,

    /// <summary>The account's key or the certificate cannot be used.</summary>
    UnusableKey,

    /// <summary>
    /// The machine is reached through a proxy, and its program is missing, or was the last reason when the time limit had passed.
    /// </summary>
    ProxyUnavailable,

    /// <summary>The machine refused a request: a channel, a port to forward, SFTP, the folder of a command.</summary>
    Refused,

    /// <summary>A file could not be copied.</summary>
    CopyFailed,

    /// <summary>A command ended with another exit status than zero, and the caller had asked for success.</summary>
    CommandFailed,

    /// <summary>A command printed more than can be kept for a reader that does not take it, and was ended.</summary>
    OutputOverflow,
}
