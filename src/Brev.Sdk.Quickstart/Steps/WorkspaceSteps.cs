using System.Globalization;
using System.Net;
using Brev.Sdk.Quickstart.Stages;
using Spectre.Console;

namespace Brev.Sdk.Quickstart.Steps;

/// <summary>A workspace from its creation to its absence.</summary>
internal sealed class WorkspaceSteps(IStage stage, IAnsiConsole console, string organization)
{
    /// <summary>How often the brev CLI looks.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(45);

    public async Task<(string Id, string Name)> CreateAsync(Offer offer, CancellationToken cancellationToken)
    {
        var name = "quickstart-" + stage.Clock.GetUtcNow().ToString("MMdd-HHmmss", CultureInfo.InvariantCulture);
        var created = await stage.Client.CreateWorkspaceAsync(
            organization,
            new CreateWorkspaceRequest
            {
                Name = name,
                WorkspaceVersion = WorkspaceVersion.V1,
                InstanceType = offer.Type.Type,
                CloudCredId = offer.CloudCredentialId,
                WorkspaceGroupId = offer.WorkspaceGroupId,
                DiskStorage = "120Gi",
                VmBuild = new VmBuild { ForceJupyterInstall = false },
            },
            cancellationToken);
        console.WriteLine($"{name} ({created.Id}) is {created.Status}.");
        return (created.Id ?? throw new QuickstartException("Brev created a workspace and did not say its id. Look for it in the console."), name);
    }

    /// <summary>Until a shell can be opened: the machine runs, its setup is complete, and the relay knows it. Any one alone comes minutes too early.</summary>
    public Task<TimeSpan> FollowAsync((string Id, string Name) workspace, CancellationToken cancellationToken) =>
        WaitAsync(async () =>
        {
            var current = await stage.Client.GetWorkspaceAsync(workspace.Id, cancellationToken);
            if (current.Status == WorkspaceStatus.Failure || current.VerbBuildStatus == BuildStatus.CreateFailed)
            {
                throw new QuickstartException($"The workspace failed: {current.StatusMessage}");
            }

            var isRunning = current.Status == WorkspaceStatus.Running;
            var isBuilt = current.VerbBuildStatus == BuildStatus.Completed;
            var hasRelay = current.Environment is { SshAccess.Count: > 0, Instance.SshHostname: not null };
            var state = $"{current.Status}, build {current.VerbBuildStatus}{(hasRelay ? ", SSH relay " + current.Environment!.Instance!.SshHostname : "")}";
            return (state, isRunning && isBuilt && hasRelay, (isRunning ? 1 : 0) + (isBuilt ? 1 : 0) + (hasRelay ? 1 : 0));
        },
        3,
        cancellationToken);

    public async Task<TimeSpan> StopAsync((string Id, string Name) workspace, CancellationToken cancellationToken)
    {
        await stage.Client.StopWorkspaceAsync(workspace.Id, cancellationToken);
        return await WaitAsync(async () =>
        {
            var current = await stage.Client.GetWorkspaceAsync(workspace.Id, cancellationToken);
            var isStopped = current.Status == WorkspaceStatus.Stopped;
            return ($"{current.Status}", isStopped, isStopped ? 1 : 0);
        },
        1,
        cancellationToken);
    }

    public async Task<TimeSpan> DeleteAsync((string Id, string Name) workspace, CancellationToken cancellationToken)
    {
        await stage.Client.DeleteWorkspaceAsync(workspace.Id, cancellationToken);
        return await WaitAsync(async () =>
        {
            var left = (await stage.Client.ListWorkspacesAsync(organization, cancellationToken)).FirstOrDefault(one => one.Id == workspace.Id);
            var isAbsent = left is null && await IsUnknownAsync(workspace.Id, cancellationToken);
            return (isAbsent ? "absent" : $"{left?.Status}", isAbsent, isAbsent ? 1 : 0);
        },
        1,
        cancellationToken);
    }

    private async Task<bool> IsUnknownAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await stage.Client.GetWorkspaceAsync(id, cancellationToken);
            return false;
        }
        catch (BrevApiException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return true;
        }
    }

    private async Task<TimeSpan> WaitAsync(Func<Task<(string State, bool Done, int Reached)>> look, int goal, CancellationToken cancellationToken)
    {
        var began = stage.Clock.GetUtcNow();
        if (console.Profile.Capabilities.Interactive)
        {
            await console.Progress().AutoClear(true).Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn())
                .StartAsync(progress => PollAsync(look, began, progress.AddTask("…", maxValue: goal), cancellationToken));
        }
        else
        {
            await PollAsync(look, began, bar: null, cancellationToken);
        }

        return stage.Clock.GetUtcNow() - began;
    }

    private async Task PollAsync(Func<Task<(string State, bool Done, int Reached)>> look, DateTimeOffset began, ProgressTask? bar, CancellationToken cancellationToken)
    {
        var last = "";
        while (true)
        {
            var (state, done, reached) = await look();
            var passed = stage.Clock.GetUtcNow() - began;
            bar?.Value(reached).Description(Markup.Escape(state));
            if (state != last)
            {
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(int)passed.TotalMinutes,3}:{passed.Seconds:00}  {state}"));
                last = state;
            }

            if (done)
            {
                return;
            }

            if (passed > Patience)
            {
                throw new QuickstartException($"Nothing came of it in {Patience.TotalMinutes:0} minutes; the last state was {state}.");
            }

            await stage.PassAsync(Pause, cancellationToken);
        }
    }
}
