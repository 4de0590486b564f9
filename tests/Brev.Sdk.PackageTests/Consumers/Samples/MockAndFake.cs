using Brev.Sdk;
using Brev.Sdk.Testing;
using NSubstitute;
using Xunit;

static class MockAndFake
{
    public static async Task RunAsync()
    {
        // begin
        var mock = Substitute.For<IWorkspacesApi>();
        mock.GetWorkspaceAsync("ws-1", Arg.Any<CancellationToken>()).Returns(new Workspace { Name = "mocked" });
        Console.WriteLine((await mock.GetWorkspaceAsync("ws-1", default)).Name);

        await using var fake = await FakeBrev.StartAsync();
        using var brev = new BrevClient(fake.CreateOptions());
        fake.Workspaces.FailNextDeploy("no capacity");
        var offers = await brev.SearchInstanceTypesAsync(new InstanceTypeQuery());
        var created = await brev.CreateWorkspaceAsync(new WorkspacePlan { Name = "train-1", Offer = offers[0] });
        var failure = await Assert.ThrowsAsync<BrevWaitException>(
            () => fake.Clock.RunAsync(brev.WaitForWorkspaceAsync(created, WorkspaceCondition.Running)));
        Console.WriteLine(failure.Reason);
        // end
    }
}
