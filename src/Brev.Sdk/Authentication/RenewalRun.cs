using Brev.Sdk.Diagnostics;

namespace Brev.Sdk.Authentication;

/// <summary>One run on behalf of all callers of a token source: the first look at the store, a look for news, or a renewal. It never fails.</summary>
internal sealed class RenewalRun(TokenRenewal renewal, TokenSourceSettings settings)
{
    /// <summary>Runs it.</summary>
    /// <param name="current">The token in use.</param>
    /// <param name="reason">Why.</param>
    /// <param name="isLook">Whether only the store is to be looked at, unless it holds a login that has to be renewed before it can be used.</param>
    /// <param name="endLook">Called when a look goes on as a renewal.</param>
    /// <param name="end">Called with the verdict as soon as there is one; what comes after it, such as giving a lock back, is nothing that callers wait for.</param>
    public async Task RunAsync(TokenSnapshot? current, RenewalReason reason, bool isLook, Action endLook, Action<RenewalVerdict, RenewalReason, RenewalMeasurement?> end)
    {
        RenewalMeasurement? measurement = null;
        try
        {
            using var limit = new CancellationTokenSource(settings.RefreshTimeout * 2, settings.TimeProvider);
            if (!isLook && current is not null && current.Schedule.HasEnded(settings.TimeProvider))
            {
                // Whatever it was wanted for when it was queued: now there is nothing to send.
                reason = RenewalReason.Expired;
            }

            if (current is null && reason == RenewalReason.Initial)
            {
                if (await renewal.LoadAsync(limit.Token).ConfigureAwait(false) is { } loaded)
                {
                    end(loaded, reason, null);
                    return;
                }

                reason = RenewalReason.Expired;
            }

            if (current is not null && isLook)
            {
                // Looking whether somebody has signed in again is no refresh, unless somebody has: it has no activity of its own.
                measurement = new RenewalMeasurement(null, reason, settings.TimeProvider);
                if (await renewal.LookAsync(current, limit.Token).ConfigureAwait(false) is { } seen)
                {
                    end(seen, reason, measurement);
                    return;
                }

                endLook();
            }

            measurement = BrevTelemetry.StartRenewal(reason, settings.TimeProvider);
            await renewal.RunAsync(current, reason, verdict => end(verdict, reason, measurement)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            end(new RenewalVerdict(RenewalResult.Transient, Reason: $"The renewal failed unexpectedly ({exception.GetType().Name}).", Exception: exception), reason, measurement);
        }
    }
}
