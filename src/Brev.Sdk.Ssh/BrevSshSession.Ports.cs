using System.Net;
using Brev.Sdk.Ssh.Forwarding;

namespace Brev.Sdk;

public sealed partial class BrevSshSession
{
    /// <summary>
    /// Forwards a port of this computer's loopback to one of the machine's, over a connection of its own: for a notebook, a dashboard, an
    /// inference server. Many connections run at once. One that the program here has closed, or closed for sending, is ended when
    /// the machine has sent nothing for a minute, here by a reset: the end of the sending alone cannot be passed on.
    /// </summary>
    /// <param name="remotePort">The port on the machine, on its loopback. Bounds: 1 to 65,535.</param>
    /// <param name="localPort">The port here; 0 for a free one, see <see cref="SshForward.LocalPort"/>.</param>
    /// <param name="cancellationToken">Ends the opening; the open forward ends when it is disposed.</param>
    /// <exception cref="BrevSshException">
    /// The local port is taken (<see cref="SshFailureReason.Refused"/>), or the connection cannot be made.
    /// </exception>
    public Task<SshForward> ForwardAsync(int remotePort, int localPort = 0, CancellationToken cancellationToken = default)
    {
        CheckPort(remotePort, 1);
        CheckPort(localPort, 0);
        return KeepAsync(token => PortForwarding.OpenLocalAsync(_connector, remotePort, localPort, Forget, token), cancellationToken);
    }

    /// <summary>
    /// Forwards a port of the machine's loopback to one of this computer's, over a connection of its own. A connection ends a second after
    /// the service here has ended its sending and nothing more has come.
    /// </summary>
    /// <param name="localPort">The port here, on loopback, where something listens. Bounds: 1 to 65,535.</param>
    /// <param name="remotePort">The port on the machine; 0 for a free one, see <see cref="SshForward.RemotePort"/>.</param>
    /// <param name="cancellationToken">Ends the opening; the open forward ends when it is disposed.</param>
    /// <exception cref="BrevSshException">The machine refused the port, or the connection cannot be made.</exception>
    public Task<SshForward> ReverseForwardAsync(int localPort, int remotePort = 0, CancellationToken cancellationToken = default)
    {
        CheckPort(localPort, 1);
        CheckPort(remotePort, 0);
        return KeepAsync(token => PortForwarding.OpenRemoteAsync(_connector, localPort, remotePort, Forget, token), cancellationToken);
    }

    private void CheckPort(int port, int least, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(port))] string name = "")
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, least, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort, name);
    }

    private Task<SshForward> KeepAsync(Func<CancellationToken, Task<SshForward>> open, CancellationToken cancellationToken) =>
        _lifetime.RunAsync(
            async token =>
            {
                var forward = await open(token).ConfigureAwait(false);
                _forwards[forward] = true;
                return forward;
            },
            cancellationToken);

    private void Forget(SshForward forward) => _forwards.TryRemove(forward, out _);
}
