using System.Globalization;
using Brev.Sdk.Quickstart.Stages;

namespace Brev.Sdk.Quickstart.Steps;

/// <summary>Calls that outlive their access token, and calls whose token the server rejects.</summary>
internal sealed class TokenSteps(IStage stage, Action<string> say, Journal journal, RefreshMeter meter)
{
    public async Task RunAsync(string workspaceId, CancellationToken cancellationToken)
    {
        await ExpireAsync(workspaceId, cancellationToken);
        await RejectAsync(workspaceId, 401, cancellationToken);
        await RejectAsync(workspaceId, 403, cancellationToken);
    }

    private async Task ExpireAsync(string workspaceId, CancellationToken cancellationToken)
    {
        var report = await stage.LiveThroughExpiryAsync(token => stage.Client.GetWorkspaceAsync(workspaceId, token), cancellationToken);
        var waited = report.Waited switch { null => "not seen", 0 => "none", var some => some.Value.ToString(CultureInfo.InvariantCulture) };
        if (report.ExpiredOn is null)
        {
            say("The credential does not expire: there is nothing to renew.");
            journal.Add("Access token renewed", "not shown: the credential does not expire");
            return;
        }

        say($"The first token ended on {Text(report.ExpiredOn)}; the next one was issued on {Text(report.RenewedOn)}.");
        say($"Calls made meanwhile: {report.Calls}; calls that waited for the renewal: {waited}.");
        journal.Add("Access token renewed", Text(report.RenewedOn));
        journal.Add("Calls that waited for it", $"{waited} of {report.Calls}");
        if (report.RenewedOn is null)
        {
            throw new QuickstartException("The access token was not renewed.");
        }

        if (report.Waited > 0)
        {
            throw new QuickstartException($"{report.Waited} calls waited for the renewal; none should.");
        }
    }

    private async Task RejectAsync(string workspaceId, int status, CancellationToken cancellationToken)
    {
        if (!stage.TryRejectNextCall(status))
        {
            journal.Add($"Answered {status}", "not shown: it cannot be arranged there");
            return;
        }

        var (refreshes, resends) = (meter.Refreshes, meter.Resends);
        await stage.Client.GetWorkspaceAsync(workspaceId, cancellationToken);
        var (refreshed, resent) = (meter.Refreshes - refreshes, meter.Resends - resends);
        var outcome = $"{refreshed} renewal, {resent} resend, and the call succeeded";
        say($"The server answered {status} to a call: {outcome}.");
        journal.Add($"Answered {status}", outcome);
        if (resent != 1 || refreshed != 1)
        {
            throw new QuickstartException($"The call that was answered with {status} should have caused one renewal and one resend.");
        }
    }

    private static string Text(DateTimeOffset? time) => time?.ToString("u", CultureInfo.InvariantCulture) ?? "an unknown time";
}
