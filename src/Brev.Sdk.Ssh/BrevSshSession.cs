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
public sealed class BrevSshSession : IAsyncDisposable
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
    /// Runs a command of the login shell, such as <c>nvidia-smi | head</c>, and gives its exit status and what it has printed.
    /// </summary>
    /// <param name="command">
    /// The command, with at most 131,071 bytes. Nothing in it is quoted: for arguments that are data use the overload with a list.
    /// </param>
    /// <param name="options">Folder, variables, streams, time limit; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the command on the machine: TERM, after a moment KILL, then the channel is closed.</param>
    /// <exception cref="ArgumentException">The command or an option cannot be sent.</exception>
    /// <exception cref="BrevSshException">
    /// The connection broke, so that how the command has ended is not known, or no new one could be made.
    /// </exception>
    /// <exception cref="BrevTimeoutException">The time limit has passed, and the command was ended.</exception>
    public Task<SshCommandResult> RunAsync(string command, SshRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(command);
        return CollectAsync(command, options ?? new SshRunOptions(), cancellationToken);
    }

    /// <summary>Runs a program with arguments that arrive byte for byte, whatever is in them.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Its arguments; no quoting is needed.</param>
    /// <inheritdoc cref="RunAsync(string, SshRunOptions?, CancellationToken)"/>
    /// <param name="options">Folder, variables, streams, time limit; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the command on the machine: TERM, after a moment KILL, then the channel is closed.</param>
    public Task<SshCommandResult> RunAsync(
        string program, IEnumerable<string> arguments, SshRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(program);
        ArgumentNullException.ThrowIfNull(arguments);
        return CollectAsync(CommandText.Of(program, arguments), options ?? new SshRunOptions(), cancellationToken);
    }

    /// <summary>
    /// Runs a shell script of any size. It travels by standard input and is run after all of it has arrived, never a part; what it runs
    /// finds its standard input empty. The shell and its flags are those of its first line (<c>#!/bin/bash -e</c>), otherwise
    /// <c>sh</c>; line ends of Windows become those of Unix.
    /// </summary>
    /// <param name="script">The script.</param>
    /// <param name="arguments">Its arguments, <c>$1</c> and on; <see langword="null"/> for none.</param>
    /// <inheritdoc cref="RunAsync(string, SshRunOptions?, CancellationToken)"/>
    /// <param name="options">Folder, variables, output streams, time limit; an input cannot be given.</param>
    /// <param name="cancellationToken">Ends the script on the machine: TERM, after a moment KILL, then the channel is closed.</param>
    public Task<SshCommandResult> RunScriptAsync(
        string script, IEnumerable<string>? arguments = null, SshRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(script);
        options ??= new SshRunOptions();
        return options.Input is null
            ? CollectScriptAsync(script, arguments ?? [], options, cancellationToken)
            : throw new ArgumentException(
                "A script takes the standard input itself, so that SshRunOptions.Input cannot be given. Upload the input as a file.",
                nameof(options));
    }

    /// <summary>Starts a command of the login shell, for reading its lines as they come.</summary>
    /// <inheritdoc cref="RunAsync(string, SshRunOptions?, CancellationToken)"/>
    /// <returns>The running command. Dispose it, as <c>await using</c> does.</returns>
    /// <param name="command">The command, with at most 131,071 bytes.</param>
    /// <param name="options">Folder, variables, input, time limit; the output goes to the lines.</param>
    /// <param name="cancellationToken">Ends the command on the machine, also later.</param>
    public Task<SshRun> StartAsync(string command, SshRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(command);
        options ??= new SshRunOptions();
        return options.Output is null && options.Error is null
            ? StartCopyAsync(command, options.Copy(), cancellationToken)
            : throw new ArgumentException(
                "A command that is started hands its output out as lines. Use RunAsync to copy it into a stream.", nameof(options));
    }

    /// <summary>
    /// Copies a file or a folder to the machine by SFTP. Each file gets a temporary name of its own beside its place and is renamed when it
    /// is complete, so that its place never holds a part; a copy that fails or is cancelled removes its parts. Permissions are kept. After
    /// a lost connection copying goes on where it broke. Symbolic links within the folder stay links; others, and what is no file or
    /// folder, are left out and named in the result. A symbolic link in the target that has the name of a folder or file that comes is
    /// replaced, never followed; one that is the path itself is followed, and what it leads to is replaced.
    /// </summary>
    /// <param name="localPath">The file or folder here.</param>
    /// <param name="remotePath">
    /// Its place on the machine: relative paths and <c>~/</c> begin in the home. For a folder this is the folder itself; for a file a path
    /// that ends in a slash, or that is a folder, is the folder to put it into. Missing folders are made; a folder that is there already
    /// keeps its mode.
    /// </param>
    /// <param name="options">Progress and limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the copying. What was complete stays.</param>
    /// <exception cref="FileNotFoundException">There is nothing at the local path.</exception>
    /// <exception cref="BrevSshException">
    /// A file cannot be copied (<see cref="SshFailureReason.CopyFailed"/>), or the connection broke too often.
    /// </exception>
    public Task<SshCopyResult> UploadAsync(
        string localPath, string remotePath, SshCopyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(localPath);
        ArgumentException.ThrowIfNullOrWhiteSpace(remotePath);
        options = Checked(options);
        var local = Path.TrimEndingDirectorySeparator(localPath);
        return File.Exists(local) || Directory.Exists(local)
            ? _lifetime.RunAsync(new Upload(_files, _connector, local, remotePath, RunInFolderAsync, options).RunAsync, cancellationToken)
            : throw new FileNotFoundException($"There is no file or folder '{localPath}' to upload.", localPath);
    }

    /// <summary>
    /// Copies a file or a folder from the machine by SFTP, in the way <see cref="UploadAsync"/> copies to it.
    /// </summary>
    /// <param name="remotePath">The file or folder on the machine: relative paths and <c>~/</c> begin in the home.</param>
    /// <param name="localPath">
    /// Its place here. For a file a path that ends in a separator, or that is a folder, is the folder to put it into. Missing folders are
    /// made.
    /// </param>
    /// <param name="options">Progress and limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the copying. What was complete stays.</param>
    /// <exception cref="BrevSshException">
    /// A file cannot be copied (<see cref="SshFailureReason.CopyFailed"/>), or the connection broke too often.
    /// </exception>
    public Task<SshCopyResult> DownloadAsync(
        string remotePath, string localPath, SshCopyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(remotePath);
        ArgumentException.ThrowIfNullOrWhiteSpace(localPath);
        return _lifetime.RunAsync(new Download(_files, _connector, remotePath, localPath, Checked(options)).RunAsync, cancellationToken);
    }

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

    private SshCopyOptions Checked(SshCopyOptions? options)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        options ??= new SshCopyOptions();
        return options is { MaxResumes: >= 0 and <= 100, ParallelFiles: >= 1 and <= 64 }
            ? options
            : throw new ArgumentOutOfRangeException(
                nameof(options), "SshCopyOptions.MaxResumes must be between 0 and 100, and ParallelFiles between 1 and 64.");
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

    private void Forget(SshRun run) => _runs.TryRemove(run, out _);

    /// <summary>For what SFTP as the library speaks it cannot do.</summary>
    private async Task RunInFolderAsync(string folder, string script, CancellationToken cancellationToken)
    {
        var options = new SshRunOptions { WorkingDirectory = folder };
        var result = await RunScriptAsync(script, options: options, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (!result.IsSuccess)
        {
            throw new IOException(result.Error.Trim());
        }
    }

    private Task<SshCommandResult> CollectScriptAsync(
        string script, IEnumerable<string> arguments, SshRunOptions options, CancellationToken cancellationToken)
    {
        var mark = ScriptText.NewMark();
        options = options.Copy();
        options.Input = new MemoryStream(ScriptText.Bytes(script, mark));
        return CollectAsync(ScriptText.Command(script, mark, arguments), options, cancellationToken);
    }

    private async Task<SshCommandResult> CollectAsync(string command, SshRunOptions options, CancellationToken cancellationToken)
    {
        options = options.Copy();
        var run = await StartCopyAsync(command, options, cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            return await run.CollectAsync(options, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<SshRun> StartCopyAsync(string command, SshRunOptions options, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        RunOptionsValidation.Validate(options);
        var mark = new RunMark();
        var text = CommandText.Surround(command, options, mark);
        return await _lifetime.RunAsync(
            async token =>
            {
                var connection = await _commands.TakeAsync(token).ConfigureAwait(false);
                try
                {
                    var command = await RemoteCommand.StartAsync(
                        connection, text, mark, options, _connector, token, cancellationToken).ConfigureAwait(false);
                    _ = command.End.ContinueWith(
                        _ => _commands.Return(connection), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                    var run = new SshRun(command, Forget);
                    _runs[run] = true;
                    return run;
                }
                catch
                {
                    _commands.Return(connection);
                    throw;
                }
            },
            cancellationToken).ConfigureAwait(false);
    }
}
