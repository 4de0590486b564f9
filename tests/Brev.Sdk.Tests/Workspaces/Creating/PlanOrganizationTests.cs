namespace Brev.Sdk.Tests.Workspaces.Creating;

/// <summary>In which organization a plan is created.</summary>
public sealed class PlanOrganizationTests : IAsyncLifetime
{
    private WorkspaceStage _stage = null!;

    public async Task InitializeAsync() => _stage = await WorkspaceStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Without_an_organization_in_plan_and_offer_the_only_one_is_taken_and_of_several_none()
    {
        var plan = _stage.Plan() with { Offer = _stage.Offer() with { OrganizationId = "" } };

        Assert.Equal(_stage.Organization, (await CreateAsync(plan)).OrganizationId);
        _stage.Fake.Organizations.Add("second", _stage.Fake.Users.Current.Id!);
        var failure = await Assert.ThrowsAsync<BrevOrganizationException>(() => CreateAsync(plan with { Name = "train-2" }));
        Assert.Contains("second", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Without_an_organization_of_its_own_a_plan_goes_by_the_organization_of_its_offer(string? organization)
    {
        _stage.Fake.Organizations.Add("second", _stage.Fake.Users.Current.Id!);

        var created = await CreateAsync(_stage.Plan() with { OrganizationId = organization });

        Assert.Equal(_stage.Organization, created.OrganizationId);
    }

    private Task<Workspace> CreateAsync(WorkspacePlan plan) => _stage.RunAsync(_stage.Client.CreateWorkspaceAsync(plan));
}
