using System.Collections.Concurrent;
using Brev.Sdk.Ssh.Addresses;
using Brev.Sdk.Ssh.Diagnostics;
using Brev.Sdk.Ssh.HostKeys;
using Brev.Sdk.Ssh.Keys;
using Brev.Sdk.Ssh.Proxies;
using Microsoft.Extensions.Logging;
using Renci.SshNet;

namespace Brev.Sdk.Ssh.Connecting;

/// <summary>
/// Connects to one machine, as often as a session needs: look up the address → get the key → connect → keep the host key; on failure pause
/// and begin anew. It knows every connection that is open, and closes them with the session.
/// </summary>
internal sealed class SshConnector : IAsyncDisposable
{
    private readonly ISshTarget _target;
    private readonly SshOptions _options;
    private readonly KeySource _keys;
    private readonly HostKeyCheck _hostKeys;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _one = new(1);
    private readonly ConcurrentDictionary<IAsyncDisposable, bool> _open = new();
    private volatile BrevSshException? _failure;

    public SshConnector(BrevClient client, ISshTarget target, SshOptions options)
    {
        var folder = options.Folder ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".brev");
        (_target, _options, TimeProvider) = (target, options, client.TimeProvider);
        _keys = new KeySource(client, target, folder);
        _hostKeys = new HostKeyCheck(target.Id, target.Name, new KnownHostsFile(folder), options.HostKey);
        _logger = client.LoggerFactory.CreateLogger(SshLog.Category);
    }

    public TimeProvider TimeProvider { get; }

    public string Machine => _target.Name;

    public string MachineId => _target.Id;

    public ILogger Logger => _logger;

    /// <summary>Where the machine was reached last.</summary>
    public SshAddress? Address { get; private set; }

    /// <summary>The fingerprint of its host key.</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>
    /// Connects, and tries again until the machine is reachable or the limit has passed. Calls at the same time take turns, and one that
    /// fails fails those that have waited for it.
    /// </summary>
    /// <param name="kind">What the connection is for.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <exception cref="BrevSshException">The machine cannot be reached, or must not be trusted.</exception>
    public async Task<SshConnection<TClient>> ConnectAsync<TClient>(
        ClientKind<TClient> kind, CancellationToken cancellationToken)
        where TClient : BaseClient
    {
        using var limit = new CancellationTokenSource(_options.Timeout, TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var attempts = new Attempts(_target, _options, TimeProvider, _logger);
        var before = _failure;
        try
        {
            await _one.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw attempts.TimedOut();
        }

        try
        {
            if (_failure is { } failure && failure != before)
            {
                // Its attempts were this call's as well: to begin anew would multiply every limit by the number of calls.
                throw new BrevSshException(failure.Reason, failure.Message, failure);
            }

            while (true)
            {
                var (connection, failed) = await AttemptAsync(kind, either.Token).ConfigureAwait(false);
                if (connection is not null)
                {
                    return connection;
                }

                attempts.Note(failed!);
                await Task.Delay(_options.PollInterval, TimeProvider, either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw _failure = attempts.TimedOut();
        }
        catch (BrevSshException exception)
        {
            _failure = exception;
            throw;
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_open.Keys.Select(static connection => connection.DisposeAsync().AsTask())).ConfigureAwait(false);
        _keys.Dispose();
        _one.Dispose();
    }

    private async Task<(SshConnection<TClient>? Connection, FailedAttempt? Failed)> AttemptAsync<TClient>(
        ClientKind<TClient> kind, CancellationToken cancellationToken)
        where TClient : BaseClient
    {
        try
        {
            var finding = await _target.FindAsync(cancellationToken).ConfigureAwait(false);
            if (finding.Address is not { } address)
            {
                return (null, new FailedAttempt(finding.Missing));
            }

            var key = await _keys.GetAsync(address, cancellationToken).ConfigureAwait(false);
            return await OpenAsync(kind, address, key, _hostKeys.Types, cancellationToken).ConfigureAwait(false);
        }
        catch (BrevException exception) when (exception.IsTransient)
        {
            return (null, new FailedAttempt(exception.Message, Exception: exception));
        }
    }

    private async Task<(SshConnection<TClient>? Connection, FailedAttempt? Failed)> OpenAsync<TClient>(
        ClientKind<TClient> kind, SshAddress address, PrivateKeyFile key, HostKeyTypes types,
        CancellationToken cancellationToken)
        where TClient : BaseClient
    {
        var proxy = address.ProxyHostname is null ? null : CloudflaredProxy.Start(_options.ProxyProgram, address.ProxyHostname);
        var info = ConnectionSettings.Create(address, proxy?.Port, key, types, _options);
        var client = kind.Create(info);
        var peer = new PeerWatch(_options.KeepAliveInterval, TimeProvider, () => Task.Run(() => kind.Ask(client)));
        var connection = new SshConnection<TClient>(client, peer, proxy, TimeProvider, closed => _open.TryRemove(closed, out _));
        _open[connection] = true;
        HostKeyVerdict? verdict = null;
        connection.Client.KeepAliveInterval = _options.KeepAliveInterval;
        connection.Client.HostKeyReceived += (_, presented) => presented.CanTrust = (verdict = _hostKeys.Judge(presented)).Refusal is null;
        using var limit = new CancellationTokenSource(_options.ConnectTimeout, TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);

        // The library authenticates on the calling thread and hears no cancellation there, so that an attempt is left behind when its
        // time has passed.
        var token = either.Token;
        var opening = Task.Run(() => connection.Client.ConnectAsync(token), CancellationToken.None);
        try
        {
            await opening.WaitAsync(token).ConfigureAwait(false);

            // The library has one limit for connecting and for a machine that takes nothing, such as the input of a command that is busy
            // otherwise. From here on it is the watch that tells such a machine from one that is gone.
            info.Timeout = Timeout.InfiniteTimeSpan;
            await AcceptAsync(address, verdict, token).ConfigureAwait(false);
            return (connection, null);
        }
        catch (Exception exception)
        {
            var cause = proxy?.Explain(exception) ?? exception;
            _ = DisposeAfterAsync(opening, connection);
            if (exception is BrevException)
            {
                throw;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (verdict?.Refusal is { } refusal)
            {
                var rest = types.Without(HostKeyTypes.TypeOf(info.CurrentHostKeyAlgorithm!));
                var other = _hostKeys.MayBeOfAnotherType
                    ? await OpenAsync(kind, address, key, rest, cancellationToken).ConfigureAwait(false)
                    : throw refusal;
                return other.Failed is { HasNoSuchHostKey: true } ? throw refusal : other;
            }

            var failed = FailedAttempt.Of(address.ToString(), cause);
            if (failed.IsRefusal)
            {
                _keys.Forget();
            }

            return (null, failed);
        }
    }

    /// <summary>A client that is disposed while it connects would keep the connection that it gets afterwards.</summary>
    private static async Task DisposeAfterAsync<TClient>(Task opening, SshConnection<TClient> connection)
        where TClient : BaseClient
    {
        await opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task AcceptAsync(SshAddress address, HostKeyVerdict? verdict, CancellationToken cancellationToken)
    {
        if (verdict is null)
        {
            throw new BrevSshException(
                SshFailureReason.HostKeyChanged, $"{address} presented no host key, so that its identity is not known. Report it.");
        }

        (Address, Fingerprint) = (address, verdict.Fingerprint);
        await _hostKeys.KeepAsync(verdict, cancellationToken).ConfigureAwait(false);
        if (verdict.NewKey is not null)
        {
            SshLog.KeptHostKey(_logger, Machine, verdict.Fingerprint);
        }

        SshLog.Connected(_logger, Machine, address.ToString(), verdict.Fingerprint);
    }
}
