using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Workspaces.Creating;
using Brev.Sdk.Workspaces.Leasing;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>A stage with a folder for records of its own, and what tests of leases have in common.</summary>
public abstract class LeaseCase : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private protected WorkspaceStage Stage { get; private set; } = null!;

    private protected FakeWorkspaces Workspaces => Stage.Fake.Workspaces;

    private protected FakeRequests Requests => Stage.Fake.Requests;

    protected string Folder => _folder.Path;

    protected LeaseOptions Options => new() { RecordFolder = Folder };

    protected string[] Records => Directory.GetFiles(Folder, "*.json");

    public async Task InitializeAsync() => Stage = await WorkspaceStage.StartAsync();

    public async Task DisposeAsync() => await Stage.DisposeAsync();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Task<WorkspaceLease> RentAsync(LeaseOptions? options = null, WorkspacePlan? plan = null) =>
        Stage.RunAsync(Stage.Client.RentWorkspaceAsync(plan ?? Stage.Plan(), options ?? Options));

    protected Task GiveBackAsync(WorkspaceLease lease) => Stage.RunAsync(lease.DisposeAsync().AsTask());

    protected Task<IReadOnlyList<ReclaimedLease>> ReclaimAsync() => Stage.RunAsync(Stage.Client.ReclaimLeasesAsync(Options));

    private protected LeaseFolder RecordFolder => new(Folder, Stage.Fake.Clock);

    private protected LeaseRecord Record(string name = "train-1", string? workspaceId = null) => new()
    {
        ControlPlane = Stage.Fake.ControlPlaneEndpoint.AbsoluteUri,
        OrganizationId = Stage.Organization,
        Name = name,
        UserId = Stage.Fake.Users.Current.Id!,
        Mark = CreateMark.New(),
        PreparedOn = Stage.Fake.Clock.GetUtcNow(),
        InstanceTypes = [FakeInstanceTypes.DefaultType],
        WorkspaceId = workspaceId,
    };

    /// <summary>Leaves a record as a process that has died does: it is there, and its lock is free.</summary>
    private protected async Task LeaveAsync(LeaseRecord record)
    {
        using var held = await RecordFolder.CreateAsync(record);
    }

    /// <summary>What stands for the lease of a record, held as a program that lives holds it.</summary>
    private protected async Task<LeaseHold> HoldAsync(LeaseRecord record, BrevClient? client = null) =>
        new(client ?? Stage.Client, await RecordFolder.CreateAsync(record), record, new LeaseOptions { EndsWithProcess = false });
}
