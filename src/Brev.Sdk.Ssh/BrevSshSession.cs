using System.Net;
using Brev.Sdk.Ssh.Connecting;
using Brev.Sdk.Ssh.Running;
using Renci.SshNet;

namespace Brev.Sdk;

/// <summary>
/// A session on a machine: runs commands, copies files, forwards ports. Thread-safe; up to 8 commands run at once, further ones wait. After a lost connection the next
/// call connects anew. Disposing it ends what still runs.
/// </summary>
public sealed class BrevSshSession : IAsyncDisposable
{
    private readonly SshConnector _connector;
    private readonly CommandConnection _commands;
    private int _isDisposed;

    internal BrevSshSession(SshConnector connector, SshConnection<SshClient> connection) =>
        (_connector, _commands) = (connector, new CommandConnection(connector, connection));

    /// <summary>The id of the workspace or node.</summary>
    public string MachineId => _connector.MachineId;

    /// <summary>Where the machine was reached last.</summary>
    public DnsEndPoint Endpoint => new(_connector.Address!.ProxyHostname ?? _connector.Address.Host, _connector.Address.Port);

    /// <summary>The user on the machine.</summary>
    public string User => _connector.Address!.User;

    /// <summary>The fingerprint of the machine's host key, as OpenSSH writes it: <c>SHA256:…</c>.</summary>
    public string HostKeyFingerprint => _connector.Fingerprint;

    /// <summary>Runs a command of the login shell, such as <c>nvidia-smi | head</c>, and gives its exit status and what it has printed.</summary>
    /// <param name="command">The command, with at most 131,071 bytes. Nothing in it is quoted: for arguments that are data use the overload with a list.</param>
    /// <param name="options">Folder, variables, streams, time limit; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the command on the machine: TERM, after a moment KILL, then the channel is closed.</param>
    /// <exception cref="ArgumentException">The command or an option cannot be sent.</exception>
    /// <exception cref="BrevSshException">The connection broke, so that how the command has ended is not known, or no new one could be made.</exception>
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
    public Task<SshCommandResult> RunAsync(string program, IEnumerable<string> arguments, SshRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(program);
        ArgumentNullException.ThrowIfNull(arguments);
        return CollectAsync(CommandText.Of(program, arguments), options ?? new SshRunOptions(), cancellationToken);
    }

    /// <summary>
    /// Runs a shell script of any size. It travels by standard input and is run after all of it has arrived, never a part; what it runs finds its standard input empty.
    /// The shell is that of its first line (<c>#!/bin/bash</c>), otherwise <c>sh</c>.
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
            : throw new ArgumentException("A script takes the standard input itself, so that SshRunOptions.Input cannot be given. Upload the input as a file.", nameof(options));
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
            ? StartAsync(command, options.Input, options, cancellationToken)
            : throw new ArgumentException("A command that is started hands its output out as lines. Use RunAsync to copy it into a stream.", nameof(options));
    }

    /// <summary>Closes the connections, and ends what still runs, is copied or is forwarded.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            await _commands.DisposeAsync().ConfigureAwait(false);
            _connector.Dispose();
        }
    }

    /// <summary>The machine and the user.</summary>
    public override string ToString() => $"SSH session of {User} on {_connector.Machine}";

    private async Task<SshCommandResult> CollectScriptAsync(string script, IEnumerable<string> arguments, SshRunOptions options, CancellationToken cancellationToken)
    {
        var mark = ScriptText.NewMark();
        var input = new MemoryStream(ScriptText.Bytes(script, mark));
        var run = await StartAsync(ScriptText.Command(script, mark, arguments), input, options, cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            return await run.CollectAsync(options).ConfigureAwait(false);
        }
    }

    private async Task<SshCommandResult> CollectAsync(string command, SshRunOptions options, CancellationToken cancellationToken)
    {
        var run = await StartAsync(command, options.Input, options, cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            return await run.CollectAsync(options).ConfigureAwait(false);
        }
    }

    private async Task<SshRun> StartAsync(string command, Stream? inputStream, SshRunOptions options, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        RunOptionsValidation.Validate(options);
        var mark = new RunMark();
        CommandText.Surround(command, options, mark, hasInput: false);
        await _commands.TakeSlotAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var input = await CommandInput.OpenAsync(inputStream, cancellationToken).ConfigureAwait(false);
            var text = CommandText.Surround(command, options, mark, !input.IsEmpty);
            var client = await _commands.GetAsync(cancellationToken).ConfigureAwait(false);
            var started = await RemoteCommand.StartAsync(client, text, mark, input, options, _connector.TimeProvider, _connector.Machine, cancellationToken).ConfigureAwait(false);
            return new SshRun(started, _commands.ReturnSlot);
        }
        catch
        {
            _commands.ReturnSlot();
            throw;
        }
    }
}
