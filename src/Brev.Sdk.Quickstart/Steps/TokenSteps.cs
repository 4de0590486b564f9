using System.Globalization;
using Brev.Sdk.Quickstart.Stages;

namespace Brev.Sdk.Quickstart.Steps;

/// <summary>Calls that outlive their access token, and calls whose token the server rejects.</summary>
internal sealed class TokenSteps(IStage stage, Action<string> say, Journal journal, RefreshMeter meter)
{
    public async Task RunAsync(string workspaceId)
    {
        await ExpireAsync(workspaceId);
        await RejectAsync(workspaceId, 401);
        await RejectAsync(workspaceId, 403);
    }

    private async Task ExpireAsync(string workspaceId)
    {
        var report = await stage.LiveThroughExpiryAsync(() => stage.Client.GetWorkspaceAsync(workspaceId));
        var waited =
            report.Waited switch { null => "not seen", 0 => "none", var some => some.Value.ToString(CultureInfo.InvariantCulture) };
        if (report.ExpiredOn is null)
        {
            say("The credential tells no end: there is nothing to refresh.");
            journal.Add("Access token refreshed", "not shown: the credential tells no end");
            return;
        }

        say($"The first token ended on {Display.Moment(report.ExpiredOn)}; "
            + $"the next one was issued on {Display.Moment(report.RefreshedOn)}.");
        say($"Calls made meanwhile: {report.Calls}; calls that waited for the refresh: {waited}.");
        journal.Add("Access token refreshed", Display.Moment(report.RefreshedOn));
        journal.Add("Calls that waited for it", $"{waited} of {report.Calls}");
        if (report.RefreshedOn is null)
        {
            throw new QuickstartException("The access token was not refreshed.");
        }

        if (report.Waited > 0)
        {
            throw new QuickstartException($"{report.Waited} calls waited for the refresh; none should.");
        }
    }

    private async Task RejectAsync(string workspaceId, int status)
    {
        if (!stage.TryRejectNextCall(status))
        {
            journal.Add($"Answered {status}", "not shown: it cannot be arranged there");
            return;
        }

        var (refreshes, resends) = (meter.Refreshes, meter.Resends);
        await stage.Client.GetWorkspaceAsync(workspaceId);
        var (refreshed, resent) = (meter.Refreshes - refreshes, meter.Resends - resends);
        var outcome = $"{refreshed} refresh, {resent} resend, and the call succeeded";
        say($"The server answered {status} to a call: {outcome}.");
        journal.Add($"Answered {status}", outcome);
        if (resent != 1 || refreshed != 1)
        {
            throw new QuickstartException($"The call that was answered with {status} should have caused one refresh and one resend.");
        }
    }
}
