using System.Net;
using Brev.Sdk.Authentication;
using Brev.Sdk.Diagnostics;
using Brev.Sdk.Stores;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Credentials;

/// <summary>
/// The first place that has a login which can be used: the environment, the credentials file, the service account. Once one has served it
/// stays the one until the chain is disposed. One that has ended is followed by no other account's, because that would silently change who
/// is calling.
/// </summary>
internal sealed class ChainedCredential(Func<ILoggerFactory, IReadOnlyList<ChainLink>> createLinks) : BrevCredential
{
    private readonly ClientLoggerFactory _log = new();
    private readonly object _gate = new();
    private IReadOnlyList<ChainLink>? _links;
    private Task<(ChainLink Link, BrevAccessToken Token)>? _choosing;
    private volatile ChainLink? _chosen;

    public ChainedCredential()
        : this(CreateLinks)
    {
    }

    public override ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh = false, CancellationToken cancellationToken = default)
    {
        if (_chosen is not { } chosen)
        {
            return ChooseAndAskAsync(forceRefresh, cancellationToken);
        }

        var asking = chosen.Credential.GetTokenAsync(forceRefresh, cancellationToken);
        return asking.IsCompletedSuccessfully ? asking : ExplainAsync(chosen, asking);
    }

    /// <summary>
    /// Drains what was used. The chain stays usable, because <see cref="BrevCredential.Default"/> belongs to the whole process: later
    /// callers choose again.
    /// </summary>
    public override async ValueTask DisposeAsync()
    {
        IReadOnlyList<ChainLink> links;
        Task choosing;
        lock (_gate)
        {
            (links, choosing) = (_links ?? [], _choosing ?? Task.CompletedTask);
            (_links, _chosen, _choosing) = (null, null, null);
        }

        await choosing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var link in links)
        {
            await link.DisposeAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    public override string ToString() =>
        _chosen?.Credential.ToString() ?? "BrevCredential { environment, credentials file, service account }";

    internal override async ValueTask<LoginPlace> FindPlaceAsync(CancellationToken cancellationToken)
    {
        var chosen = _chosen ?? (await ChooseSharedAsync().WaitDetachedAsync(cancellationToken).ConfigureAwait(false)).Link;
        return await chosen.Credential.FindPlaceAsync(cancellationToken).ConfigureAwait(false);
    }

    internal override ValueTask<BrevAccessToken?> ReplaceRejectedAsync(
        BrevAccessToken rejected, HttpStatusCode status, CancellationToken cancellationToken) =>
        _chosen?.Credential.ReplaceRejectedAsync(rejected, status, cancellationToken) ?? default;

    /// <summary>
    /// The chain takes no options, so it writes to the log of the client that uses it. Its clock is the system's: it serves the whole
    /// process.
    /// </summary>
    internal override void Attach(ILoggerFactory clientLog, TimeProvider clientClock) => _log.Attach(clientLog);

    private static IReadOnlyList<ChainLink> CreateLinks(ILoggerFactory log) =>
    [
        new("environment", () => new EnvironmentCredential(TimeProvider.System)),
        new("credentials file", () => new StoredCredential(new CredentialsFileStore(), new BrevCredentialOptions { LoggerFactory = log })),
        new("service account", () => new StoredCredential(new ServiceAccountStore(), new BrevCredentialOptions { LoggerFactory = log })),
    ];

    private async ValueTask<BrevAccessToken> ChooseAndAskAsync(bool forceRefresh, CancellationToken cancellationToken)
    {
        var (chosen, token) = await ChooseSharedAsync().WaitDetachedAsync(cancellationToken).ConfigureAwait(false);

        // The token that the choice was made by may have ended by the time this caller gets to run.
        return forceRefresh || chosen.Credential.IsOver(token)
            ? await ExplainAsync(chosen, chosen.Credential.GetTokenAsync(forceRefresh, cancellationToken)).ConfigureAwait(false)
            : token;
    }

    /// <summary>When the chosen login has ended, no other place is looked at, and the error names those that there are.</summary>
    private async ValueTask<BrevAccessToken> ExplainAsync(ChainLink chosen, ValueTask<BrevAccessToken> asking)
    {
        try
        {
            return await asking.ConfigureAwait(false);
        }
        catch (BrevLoginRequiredException exception)
        {
            var others = (_links ?? []).Where(link => link != chosen).Select(link => link.Name);
            throw new BrevLoginRequiredException(
                $"{exception.Message} The login came from the {chosen.Name}, the first place that had one, and is kept until the "
                    + "credential is disposed; "
                + $"the others were not looked at again ({string.Join(", ", others)}).",
                exception) { HasLoginEnded = exception.HasLoginEnded };
        }
    }

    /// <summary>
    /// One choice for all callers and on no caller's account: each of them waiting for its own would pay for every failing place anew, one
    /// after the other.
    /// </summary>
    private Task<(ChainLink Link, BrevAccessToken Token)> ChooseSharedAsync()
    {
        lock (_gate)
        {
            if (_choosing is null || (_choosing.IsCompleted && _chosen is null))
            {
                var links = _links ??= createLinks(_log);
                using (ExecutionContext.SuppressFlow())
                {
                    _choosing = Task.Run(() => ChooseAsync(links));
                }
            }

            return _choosing;
        }
    }

    private async Task<(ChainLink Link, BrevAccessToken Token)> ChooseAsync(IReadOnlyList<ChainLink> links)
    {
        var found = await new ChainSearch(_log).RunAsync(links).ConfigureAwait(false);
        Keep(links, found.Link);
        return found;
    }

    private void Keep(IReadOnlyList<ChainLink> links, ChainLink link)
    {
        lock (_gate)
        {
            // Not when the chain has been drained in the meantime: then the place is on its way out.
            _chosen = ReferenceEquals(links, _links) ? link : _chosen;
        }
    }
}
