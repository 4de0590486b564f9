using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Canary;

namespace Brev.Sdk.Tests.Workspaces;

/// <summary>A fake, a signed-in client of it, and what tests of workspaces have in common. Time passes as fast as the fake
/// answers.</summary>
internal sealed class WorkspaceStage : IAsyncDisposable
{
    private readonly BrevClientOptions _options;

    private WorkspaceStage(FakeBrev fake)
    {
        Fake = fake;
        _options = fake.CreateWatchedOptions();
        Client = new BrevClient(_options);
        fake.Tokens.Lifetime = TimeSpan.FromDays(1);

        // A machine that is busy with other tests is no stall.
        fake.Clock.StallLimit = TimeSpan.FromMinutes(1);
    }

    public FakeBrev Fake { get; }

    public BrevClient Client { get; }

    public string Organization => Fake.Organizations.Default.Id!;

    public static async Task<WorkspaceStage> StartAsync() => new(await FakeBrev.StartAsync());

    /// <summary>Runs a task to its end, moving the clock through its pauses.</summary>
    public Task<T> RunAsync<T>(Task<T> task) => Fake.Clock.RunAsync(task).WaitAsync(TimeSpan.FromMinutes(2));

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Task task) => RunAsync(AsValue(task));

    /// <summary>Waits for a condition under fake time.</summary>
    public Task<Workspace> WaitAsync(
        string id, WorkspaceCondition condition, WaitOptions? options = null, IProgress<Workspace>? progress = null) =>
        RunAsync(Client.WaitForWorkspaceAsync(id, condition, options, progress));

    /// <summary>The exception that ends a wait.</summary>
    public Task<BrevWaitException> WaitFailsAsync(string id, WorkspaceCondition condition, WaitOptions? options = null) =>
        Assert.ThrowsAsync<BrevWaitException>(() => WaitAsync(id, condition, options));

    /// <summary>What the fake offers, as a search would find it.</summary>
    public InstanceTypeOffer Offer(string type = FakeInstanceTypes.DefaultType)
    {
        var found = Fake.InstanceTypes.Get(type);
        return new InstanceTypeOffer
        {
            Type = type,
            Provider = found.Provider ?? "",
            Location = found.Location ?? "",
            CloudCredId = found.CloudCredId,
            WorkspaceGroupId = found.WorkspaceGroups.Count > 0 ? found.WorkspaceGroups[0].Id : null,
            OrganizationId = Organization,
            PricePerHour = 2m,
            CanStop = found.Stoppable == true,
            Disk = new OfferDisk { PricePerGBHour = 0.001m, ImageMinGiB = 75 },
        };
    }

    public WorkspacePlan Plan(string name = "train-1") => new() { Name = name, Offer = Offer() };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _options.Credential.DisposeAsync();
        await Fake.DisposeAsync();
    }

    private static async Task<bool> AsValue(Task task)
    {
        await task;
        return true;
    }
}
