using Brev.Sdk.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Authentication;

/// <summary>Writes renewals to the log: each success, and each kind of failure once for a token, not at every attempt.</summary>
internal sealed class RenewalWarnings(BoundedStore store, ILogger logger)
{
    private readonly HashSet<RenewalResult> _warned = [];
    private BrevAccessToken? _warnedToken;

    public void Tell(RenewalVerdict verdict, RenewalReason reason, TokenSnapshot? current, TimeProvider timeProvider)
    {
        switch (verdict.Result)
        {
            case RenewalResult.Renewed:
                Log.TokenRenewed(logger, reason, current?.Token.ExpiresOn);
                break;
            case RenewalResult.Adopted:
                Log.TokenAdopted(logger, store.Description, current?.Token.ExpiresOn);
                break;
            case RenewalResult.Unchanged or RenewalResult.NotRefreshable or RenewalResult.SignedOut:
                break;
            default:
                WarnOnce(verdict, current, timeProvider);
                break;
        }

        if (verdict.Snapshot?.Schedule.ClockDisagrees == true)
        {
            Log.ClockDisagrees(logger);
        }
    }

    private void WarnOnce(RenewalVerdict verdict, TokenSnapshot? current, TimeProvider timeProvider)
    {
        if (!IsFirst(verdict.Result, current?.Token))
        {
            Log.RenewalStillFailing(logger, verdict.Result, verdict.Reason);
            return;
        }

        var left = current is null ? TimeSpan.Zero : current.Schedule.ExpiresOn - current.Schedule.Now(timeProvider);
        Log.RenewalFailed(logger, verdict.Result, store.Description, verdict.Reason, left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    private bool IsFirst(RenewalResult result, BrevAccessToken? token)
    {
        lock (_warned)
        {
            if (!ReferenceEquals(_warnedToken, token))
            {
                _warnedToken = token;
                _warned.Clear();
            }

            return _warned.Add(result);
        }
    }
}
