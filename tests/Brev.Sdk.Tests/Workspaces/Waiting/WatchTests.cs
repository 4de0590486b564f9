using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Workspaces.Waiting;

public sealed class WatchTests : IAsyncLifetime
{
    private WorkspaceStage _stage = null!;

    public async Task InitializeAsync() => _stage = await WorkspaceStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Each_state_is_seen_once_and_the_watch_ends_when_the_workspace_is_gone()
    {
        var id = (await _stage.Client.CreateWorkspaceAsync(_stage.Plan())).Id!;

        var states = await _stage.RunAsync(
            WatchAsync(id, seen => seen.VerbBuildStatus == BuildStatus.Completed && seen.Status == WorkspaceStatus.Running));

        Assert.Equal(
            ["DEPLOYING PENDING", "RUNNING BUILDING", "RUNNING BUILDING", "RUNNING COMPLETED", "DELETING COMPLETED", "DELETING COMPLETED"],
            states.Select(static seen => $"{seen.Status} {seen.VerbBuildStatus}"));
        Assert.Empty(_stage.Fake.Workspaces.All);
    }

    [Fact]
    public async Task A_workspace_that_Brevs_reads_do_not_show_yet_after_its_create_is_waited_for_and_watched()
    {
        var created = await _stage.Client.CreateWorkspaceAsync(_stage.Plan());
        var late = new FakeFailure(HttpStatusCode.NotFound)
        {
            Body = """{"errors":[{"type":"NotFoundError","message":"workspace not found"}]}""",
        };

        _stage.Fake.Requests.FailNext("GetWorkspace", late, times: 3);
        var running = await _stage.RunAsync(_stage.Client.WaitForWorkspaceAsync(created, WorkspaceCondition.Running));
        _stage.Fake.Requests.FailNext("GetWorkspace", late, times: 3);
        var watched = await _stage.RunAsync(FirstAsync(_stage.Client.WatchWorkspaceAsync(created)));

        Assert.Equal((created.Id, created.Id), (running.Id, watched.Id));
    }

    [Fact]
    public async Task A_workspace_that_is_still_not_there_a_minute_after_its_create_does_not_exist()
    {
        var none = new Workspace { Id = "ws-none", OrganizationId = _stage.Organization };
        var began = _stage.Fake.Clock.GetUtcNow();

        var failure = await Assert.ThrowsAsync<BrevWaitException>(
            () => _stage.RunAsync(FirstAsync(_stage.Client.WatchWorkspaceAsync(none))));

        Assert.Equal(WaitFailureReason.NotFound, failure.Reason);
        Assert.Equal(1, (_stage.Fake.Clock.GetUtcNow() - began).TotalMinutes, tolerance: 0.2);
    }

    private static async Task<Workspace> FirstAsync(IAsyncEnumerable<Workspace> states)
    {
        await foreach (var state in states)
        {
            return state;
        }

        throw new InvalidOperationException("There was no state.");
    }

    [Fact]
    public async Task Errors_that_pass_and_health_that_changes_are_no_states()
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1");
        var looks = 0;

        var states = new List<Workspace>();
        await _stage.RunAsync(LookAsync());

        Assert.Single(states);

        async Task LookAsync()
        {
            _stage.Fake.Requests.FailNext("GetWorkspace", HttpStatusCode.BadGateway, times: 3);
            using var enough = new CancellationTokenSource(TimeSpan.FromMinutes(1), _stage.Fake.Clock);
            try
            {
                await foreach (var seen in _stage.Client.WatchWorkspaceAsync(workspace.Id!, cancellationToken: enough.Token))
                {
                    states.Add(seen);
                    looks++;
                    _stage.Fake.Workspaces.MakeUnhealthy(workspace.Id!);
                }
            }
            catch (OperationCanceledException) when (enough.IsCancellationRequested)
            {
                Assert.Equal(1, looks);
            }
        }
    }

    [Fact]
    public async Task A_workspace_that_does_not_exist_is_no_empty_watch()
    {
        var failure = await Assert.ThrowsAsync<BrevWaitException>(() => _stage.RunAsync(WatchAsync("ws-none", static _ => false)));

        Assert.Equal(WaitFailureReason.NotFound, failure.Reason);
        Assert.Null(failure.Condition);
    }

    [Fact]
    public async Task A_time_limit_of_the_options_ends_it()
    {
        var workspace = _stage.Fake.Workspaces.Add("train-1");

        var failure = await Assert.ThrowsAsync<BrevWaitException>(
            () => _stage.RunAsync(WatchAsync(workspace.Id!, static _ => false, new WaitOptions { Timeout = TimeSpan.FromMinutes(3) })));

        Assert.Equal(WaitFailureReason.TimedOut, failure.Reason);
    }

    private async Task<List<Workspace>> WatchAsync(string id, Func<Workspace, bool> deletes, WaitOptions? options = null)
    {
        var states = new List<Workspace>();
        await foreach (var seen in _stage.Client.WatchWorkspaceAsync(id, options))
        {
            states.Add(seen);
            if (deletes(seen))
            {
                await _stage.Client.DeleteWorkspaceAsync(id);
            }
        }

        return states;
    }
}
