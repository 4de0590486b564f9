using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Brev.Sdk.Ssh.Proxies;

/// <summary>
/// One connection through <c>cloudflared access ssh --hostname NAME</c>, which speaks on its standard streams as a ProxyCommand of OpenSSH
/// does. It stands on a loopback port, takes one connection there, and ends with it.
/// </summary>
internal sealed class CloudflaredProxy : IAsyncDisposable
{
    private const int KeptErrors = 500;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Process _process;
    private readonly string _hostname;
    private readonly Task _work;
    private volatile string _errors = "";

    private CloudflaredProxy(Process process, string hostname)
    {
        (_process, _hostname) = (process, hostname);
        _listener.Start(1);
        _work = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>
    /// What has failed an attempt through the program: its own end, or what it waits for, of which it speaks on its error stream.
    /// </summary>
    public Exception Explain(Exception exception)
    {
        if (_process.HasExited)
        {
            return _process.ExitCode == 0 ? exception : new CloudflaredException(
                $"cloudflared ended with exit code {_process.ExitCode} for '{_hostname}'. Its error stream: "
                    + $"{(_errors.Length == 0 ? "(empty)" : _errors.Trim())}",
                exception);
        }

        return _errors.Length == 0 || exception is not OperationCanceledException ? exception : new CloudflaredException(
            $"cloudflared has not reached '{_hostname}' in time. Its error stream: {_errors.Trim()} If it waits for a login, log in "
                + $"once with 'cloudflared access login {_hostname}'. If it needs more time, raise SshOptions.ConnectTimeout.",
            exception);
    }

    /// <summary>Starts the program.</summary>
    /// <exception cref="BrevSshException">It is not installed.</exception>
    public static CloudflaredProxy Start(string program, string hostname)
    {
        var start = new ProcessStartInfo(
            program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])["access", "ssh", "--hostname", hostname])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return new CloudflaredProxy(Process.Start(start)!, hostname);
        }
        catch (Exception exception) when (exception is Win32Exception or PlatformNotSupportedException)
        {
            throw new BrevSshException(
                SshFailureReason.ProxyUnavailable,
                $"The machine is reached through Cloudflare ('{hostname}'), and its program '{program}' cannot be started: "
                    + $"{exception.Message.TrimEnd('.')}. Install cloudflared "
                + "(https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/downloads/), or set "
                + "SshOptions.ProxyProgram to its path.",
                exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        _listener.Stop();
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has ended already.
        }

        await _work.ConfigureAwait(false);
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            using var connection = await _listener.AcceptTcpClientAsync(_end.Token).ConfigureAwait(false);
            _listener.Stop();
            connection.NoDelay = true;
            var stream = connection.GetStream();
            var errors = ReadErrorsAsync();

            // Sending ends first when the program has gone: the client must not see that before it is known why.
            await Task.WhenAll(SendAsync(stream), DeliverAsync(stream, errors)).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The connection is over, and the client sees it at its end.
        }
    }

    private async Task SendAsync(NetworkStream client)
    {
        await CopyAsync(client, _process.StandardInput.BaseStream).ConfigureAwait(false);
        _process.StandardInput.BaseStream.Close();
    }

    /// <summary>What the program says about its end is read before the client sees the end of the connection, and asks why.</summary>
    private async Task DeliverAsync(NetworkStream client, Task errors)
    {
        try
        {
            await CopyAsync(_process.StandardOutput.BaseStream, client).ConfigureAwait(false);
            await errors.ConfigureAwait(false);
            await _process.WaitForExitAsync(_end.Token).ConfigureAwait(false);
        }
        finally
        {
            client.Close();
        }
    }

    private async Task CopyAsync(Stream from, Stream to)
    {
        try
        {
            var buffer = new byte[81920];
            for (int count; (count = await from.ReadAsync(buffer, _end.Token).ConfigureAwait(false)) > 0;)
            {
                await to.WriteAsync(buffer.AsMemory(0, count), _end.Token).ConfigureAwait(false);
                await to.FlushAsync(_end.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // One end has closed, which ends the other.
        }
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync(_end.Token).ConfigureAwait(false) is { } line)
        {
            _errors = string.IsNullOrWhiteSpace(line) ? _errors : line.Length > KeptErrors ? line[..KeptErrors] : line;
        }
    }
}
