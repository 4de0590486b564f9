using System.Net;
using Brev.Sdk.Authentication;
using Brev.Sdk.Connections;
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

    /// <summary>The places, and the choice among them; <see langword="null"/> before the first and after the chain was drained.</summary>
    private volatile Tuple<IReadOnlyList<ChainLink>, Task<ChainLink>>? _choice;

    public override ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh = false, CancellationToken cancellationToken = default)
    {
        if (Chosen is not { } chosen)
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
        Tuple<IReadOnlyList<ChainLink>, Task<ChainLink>>? choice;
        lock (_gate)
        {
            (choice, _choice) = (_choice, null);
        }

        if (choice is var (links, choosing))
        {
            await ((Task)choosing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var link in links)
            {
                await link.DisposeAsync().ConfigureAwait(false);
            }
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    public override string ToString() =>
        Chosen?.Credential.ToString() ?? "BrevCredential { environment, credentials file, service account }";

    internal override async ValueTask<(BrevStoredCredential?, string?)> FindLoginAsync(CancellationToken cancellationToken)
    {
        var chosen = Chosen ?? await ChooseSharedAsync().WaitDetachedAsync(cancellationToken).ConfigureAwait(false);
        return await chosen.Credential.FindLoginAsync(cancellationToken).ConfigureAwait(false);
    }

    internal override string? Origin => Chosen is { } chosen ? OriginOf(chosen) : null;

    internal override ValueTask<BrevAccessToken?> ReplaceDeniedAsync(
        BrevAccessToken denied, HttpStatusCode status, CancellationToken cancellationToken) =>
        Chosen?.Credential.ReplaceDeniedAsync(denied, status, cancellationToken) ?? default;

    /// <summary>
    /// The chain takes no options, so it writes to the log of the client that uses it. Its clock is the system's: it serves the whole
    /// process.
    /// </summary>
    internal override void Attach(ILoggerFactory clientLog, TimeProvider clientClock) => _log.Attach(clientLog);

    private ChainLink? Chosen => _choice?.Item2 is { IsCompletedSuccessfully: true, Result: var link } ? link : null;

    /// <summary>The places of <see cref="BrevCredential.Default"/>.</summary>
    public static IReadOnlyList<ChainLink> CreateLinks(ILoggerFactory log) =>
    [
        new("environment", () => StaticCredential.ForEnvironment(TimeProvider.System)),
        new("credentials file", () => new StoredCredential(new CredentialsFileStore(), new BrevCredentialOptions { LoggerFactory = log })),
        new("service account", () => new StoredCredential(new ServiceAccountStore(), new BrevCredentialOptions { LoggerFactory = log })),
    ];

    private async ValueTask<BrevAccessToken> ChooseAndAskAsync(bool forceRefresh, CancellationToken cancellationToken)
    {
        var chosen = await ChooseSharedAsync().WaitDetachedAsync(cancellationToken).ConfigureAwait(false);

        // The token that the choice was made by may have ended by the time this caller gets to run.
        return await ExplainAsync(chosen, chosen.Credential.GetTokenAsync(forceRefresh, cancellationToken)).ConfigureAwait(false);
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
            throw new BrevLoginRequiredException($"{exception.Message} {OriginOf(chosen)}", exception)
            {
                HasLoginEnded = exception.HasLoginEnded,
            };
        }
    }

    private string OriginOf(ChainLink chosen)
    {
        var others = (_choice?.Item1 ?? []).Where(link => link != chosen).Select(link => link.Name);
        return $"The login came from the {chosen.Name}, the first place that had one, and is kept until the credential is disposed; the "
            + $"others were not looked at again ({string.Join(", ", others)}).";
    }

    /// <summary>
    /// One choice for all callers and on no caller's account: each of them waiting for its own would pay for every failing place anew, one
    /// after the other.
    /// </summary>
    private Task<ChainLink> ChooseSharedAsync()
    {
        lock (_gate)
        {
            if (_choice is not { } choice || choice.Item2 is { IsCompleted: true, IsCompletedSuccessfully: false })
            {
                var links = _choice?.Item1 ?? createLinks(_log);
                using (ExecutionContext.SuppressFlow())
                {
                    _choice = choice = Tuple.Create(links, Task.Run(() => ChainLink.FindAsync(links, _log)));
                }
            }

            return choice.Item2;
        }
    }
}
