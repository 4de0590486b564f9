using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Connecting;

/// <summary>A session on a rented machine.</summary>
public sealed class LeaseTests
{
    /// <summary>Longer than the pause between attempts, shorter than every time limit.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(6);

    [SshFact]
    public async Task A_lease_connects_with_the_client_that_it_was_rented_with()
    {
        await using var stage = await SshStage.StartAsync(onFakeTime: true);
        await using var lease = await RentAsync(stage);

        await using (var session = await stage.Fake.Clock.RunAsync(() => lease.ConnectAsync(stage.Options), LongestPause))
        {
            Assert.Equal(lease.Workspace.Id, session.MachineId);
            Assert.Equal("hello\n", (await session.RunAsync("echo hello")).Output);
        }

        await stage.Fake.Clock.RunAsync(lease.EndAsync());
    }

    [SshFact]
    public async Task The_end_of_a_lease_ends_the_attempts_to_connect()
    {
        await using var stage = await SshStage.StartAsync(onFakeTime: true);
        await using var lease = await RentAsync(stage);
        using var closed = new ClosedPort();
        stage.Fake.Workspaces.SshEndpoint = closed.Endpoint;
        var attempt = new FirstAttempt();
        stage.Options.Progress = attempt;
        var connecting = lease.ConnectAsync(stage.Options);
        await stage.Fake.Clock.RunAsync(attempt.Failed, LongestPause);

        await stage.Fake.Clock.RunAsync(lease.EndAsync());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }

    private sealed class FirstAttempt : IProgress<SshConnectProgress>
    {
        private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Failed => _failed.Task;

        public void Report(SshConnectProgress value) => _failed.TrySetResult();
    }

    private static async Task<WorkspaceLease> RentAsync(SshStage stage)
    {
        var offers = await stage.Brev.SearchInstanceTypesAsync(
            new InstanceTypeQuery { OrganizationId = stage.Fake.Organizations.Default.Id });
        var plan = new WorkspacePlan { Name = "training-1", Offer = offers[0], OrganizationId = stage.Fake.Organizations.Default.Id };
        return await stage.Fake.Clock.RunAsync(stage.Brev.RentWorkspaceAsync(plan, new LeaseOptions { RecordFolder = stage.Folder }));
    }
}
