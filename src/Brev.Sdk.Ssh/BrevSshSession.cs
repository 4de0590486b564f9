using System.Collections.Concurrent;
using System.Net;
using Brev.Sdk.Ssh.Connecting;
using Brev.Sdk.Ssh.Copying;
using Brev.Sdk.Ssh.Forwarding;
using Brev.Sdk.Ssh.Running;
using Renci.SshNet;

namespace Brev.Sdk;

/// <summary>
/// A session on a machine: runs commands, copies files, forwards ports. Thread-safe: many commands run at once, over as many
/// connections as they need. After a lost connection the next call connects anew. Disposing it ends what still runs.
/// </summary>
public sealed partial class BrevSshSession : IAsyncDisposable
{
    private readonly SshConnector _connector;
    private readonly SessionLifetime _lifetime;
    private readonly CommandConnections _commands;
    private readonly SftpConnection _files;
    private readonly ConcurrentDictionary<SshForward, bool> _forwards = new();
    private readonly ConcurrentDictionary<SshRun, bool> _runs = new();
    private int _isDisposed;

    internal BrevSshSession(SshConnector connector, SshConnection<SshClient> connection)
    {
        (_connector, _lifetime) = (connector, new SessionLifetime(connector.TimeProvider));
        (_commands, _files) = (new CommandConnections(connector, connection), new SftpConnection(connector));
    }

    /// <summary>The id of the workspace or node.</summary>
    public string MachineId => _connector.MachineId;

    /// <summary>Where the machine was reached last.</summary>
    public DnsEndPoint Endpoint => new(_connector.Address!.ProxyHostname ?? _connector.Address.Host, _connector.Address.Port);

    /// <summary>The user on the machine.</summary>
    public string User => _connector.Address!.User;

    /// <summary>The fingerprint of the machine's host key, as OpenSSH writes it: <c>SHA256:…</c>.</summary>
    public string HostKeyFingerprint => _connector.Fingerprint;

    /// <summary>
    /// Ends what still runs, is copied, forwarded or just begun, and closes the connections. Calls that are under way end with
    /// <see cref="ObjectDisposedException"/>, running commands as cancelled ones.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _lifetime.EndAsync().ConfigureAwait(false);
        await Task.WhenAll(_forwards.Keys.Select(static forward => forward.DisposeAsync().AsTask())).ConfigureAwait(false);

        // A server ends no command only because its connection does.
        await Task.WhenAll(_runs.Keys.Select(static run => run.DisposeAsync().AsTask())).ConfigureAwait(false);
        await _connector.DisposeAsync().ConfigureAwait(false);
        _files.Dispose();
        _lifetime.Dispose();
    }

    /// <summary>The machine and the user.</summary>
    public override string ToString() => $"SSH session of {User} on {_connector.Machine}";
}
