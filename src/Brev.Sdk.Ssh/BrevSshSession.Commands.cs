using Brev.Sdk.Ssh.Running;

namespace Brev.Sdk;

public sealed partial class BrevSshSession
{
    /// <summary>
    /// Runs a command of the login shell, such as <c>nvidia-smi | head</c>, and gives its exit status and what it has printed.
    /// </summary>
    /// <param name="command">
    /// The command, with at most 131,071 bytes, the folder, the variables and 100 more included. Nothing in it is quoted: for arguments
    /// that are data use the overload with a list.
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
    /// finds its standard input empty. Its <c>$0</c> is <c>sh</c> and it has no <c>BASH_SOURCE</c>: a script that asks by them whether it
    /// is the program that runs has to be uploaded. The shell and its flags are those of its first line (<c>#!/bin/bash -e</c>), otherwise
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
        var (command, withScript) = OfScript(script, arguments, options);
        return CollectAsync(command, withScript, cancellationToken);
    }

    /// <summary>Starts a command of the login shell, for reading its lines as they come.</summary>
    /// <inheritdoc cref="RunAsync(string, SshRunOptions?, CancellationToken)"/>
    /// <returns>The running command. Dispose it, as <c>await using</c> does.</returns>
    /// <param name="command">The command, as long as one of <see cref="RunAsync(string, SshRunOptions?, CancellationToken)"/>.</param>
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

    /// <summary>Starts a program with arguments that arrive byte for byte, for reading its lines as they come.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Its arguments; no quoting is needed.</param>
    /// <inheritdoc cref="StartAsync(string, SshRunOptions?, CancellationToken)"/>
    /// <param name="options">Folder, variables, input, time limit; the output goes to the lines.</param>
    /// <param name="cancellationToken">Ends the program on the machine, also later.</param>
    public Task<SshRun> StartAsync(
        string program, IEnumerable<string> arguments, SshRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(program);
        ArgumentNullException.ThrowIfNull(arguments);
        return StartAsync(CommandText.Of(program, arguments), options, cancellationToken);
    }

    /// <summary>
    /// Starts a shell script as <see cref="RunScriptAsync"/> runs it, for reading its lines as they come.
    /// </summary>
    /// <param name="script">The script.</param>
    /// <param name="arguments">Its arguments, <c>$1</c> and on; <see langword="null"/> for none.</param>
    /// <inheritdoc cref="StartAsync(string, SshRunOptions?, CancellationToken)"/>
    /// <param name="options">Folder, variables, time limit; an input cannot be given, and the output goes to the lines.</param>
    /// <param name="cancellationToken">Ends the script on the machine, also later.</param>
    public Task<SshRun> StartScriptAsync(
        string script, IEnumerable<string>? arguments = null, SshRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (command, withScript) = OfScript(script, arguments, options);
        return StartAsync(command, withScript, cancellationToken);
    }

    private void Forget(SshRun run) => _runs.TryRemove(run, out _);

    /// <summary>The command that runs a script, and the options that bring it.</summary>
    private static (string Command, SshRunOptions Options) OfScript(string script, IEnumerable<string>? arguments, SshRunOptions? options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(script);
        options = options?.Copy() ?? new SshRunOptions();
        if (options.Input is not null)
        {
            throw new ArgumentException(
                "A script takes the standard input itself, so that SshRunOptions.Input cannot be given. Upload the input as a file.",
                nameof(options));
        }

        var mark = ScriptText.NewMark();
        options.Input = new MemoryStream(ScriptText.Bytes(script, mark));
        return (ScriptText.Command(script, mark, arguments ?? []), options);
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
                using var limit = new StartLimit(options.Timeout, _connector, token);
                var connection = await limit.RunAsync(_commands.TakeAsync).ConfigureAwait(false);
                try
                {
                    var command = await RemoteCommand.StartAsync(connection, text, mark, options, _connector, limit, cancellationToken)
                        .ConfigureAwait(false);
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
