using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Testing;

public sealed class FakeCatalogTests : IAsyncLifetime
{
    private FakeStage _stage = null!;

    private FakeBrev Brev => _stage.Brev;

    private BrevClient Client => _stage.Client;

    private string Organization => Brev.Organizations.Default.Id!;

    public async Task InitializeAsync() => _stage = await FakeStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task The_public_list_needs_no_token_and_leaves_types_without_a_GPU_out()
    {
        var gpu = await Client.ListPublicInstanceTypesAsync();
        var all = await Client.ListPublicInstanceTypesAsync(includeCpu: true);

        Assert.All(gpu.Items, type => Assert.NotEmpty(type.SupportedGpus));
        Assert.Contains(all.Items, type => type.SupportedGpus.Count == 0);
        Assert.All(Brev.Requests.For("ListPublicInstanceTypes"), request => Assert.Null(request.BearerToken));
        Assert.Empty(Brev.Requests.Violations);
    }

    [Fact]
    public async Task A_type_that_a_test_adds_is_listed_and_can_be_used()
    {
        Brev.InstanceTypes.Add(
            new InstanceType { Type = "my-type", Provider = "my-cloud", CloudCredId = "my-credential", Stoppable = true });

        var listed = await Client.ListOrganizationInstanceTypesAsync(Organization);
        var created = await Client.CreateWorkspaceAsync(
            Organization,
            new CreateWorkspaceRequest
            {
                Name = "mine",
                InstanceType = "my-type",
                CloudCredId = "my-credential",
                WorkspaceVersion = WorkspaceVersion.V1,
            });

        Assert.Contains(listed.AllInstanceTypes, type => type.Type == "my-type");
        Assert.True(created.InstanceTypeInfo?.Stoppable);
    }

    [Fact]
    public async Task Prices_are_on_offer()
    {
        var listed = await Client.ListOrganizationInstanceTypesAsync(Organization);

        Assert.Equal(2.23m, listed.AllInstanceTypes.First(type => type.Type == FakeInstanceTypes.DefaultType).BasePrice?.Amount);
    }

    [Fact]
    public async Task The_script_of_a_launchable_is_answered_apart()
    {
        var launchable = Brev.Launchables.Add(new Launchable
        {
            Name = "demo",
            BuildRequest = new LaunchableBuildConfig
            {
                VmBuild = new VmBuild { LifeCycleScriptAttr = new LifecycleScriptAttr { Script = "#!/bin/bash\n" } },
            },
        });
        var id = launchable.BuildRequest!.VmBuild!.LifeCycleScriptAttr!.Id!;

        var answered = await Client.GetLaunchableAsync(launchable.Id!);
        var script = await Client.GetLaunchableLifecycleScriptAsync(launchable.Id!, id);

        Assert.Null(answered.BuildRequest!.VmBuild!.LifeCycleScriptAttr!.Script);
        Assert.Equal("#!/bin/bash\n", script.Attrs?.Script);
    }

    [Fact]
    public async Task A_launchable_that_is_created_can_be_asked_for()
    {
        var created = await Client.CreateLaunchableAsync(Organization, new CreateLaunchableRequest
        {
            Name = "demo",
            Description = "An example",
            CreateWorkspaceRequest =
                new CreateLaunchableWorkspaceConfig { WorkspaceGroupId = "devplane-brev-1", InstanceType = "g6e.xlarge" },
            BuildRequest = new LaunchableBuildConfig(),
        });

        var launchable = await Client.GetLaunchableAsync(created.Id!);

        Assert.Equal("An example", launchable.Description);
        Assert.Equal(Brev.Users.Current.Id, launchable.CreatedByUserId);
    }

    [Fact]
    public async Task A_credit_code_is_redeemed_once()
    {
        Brev.Billing.SetBalance(Organization, 5m);
        Brev.Billing.AddCreditCode("WELCOME", 25m);

        var redeemed = await Client.RedeemCreditCodeAsync(Organization, new RedeemCreditCodeRequest { Code = "WELCOME" });
        await Assert.ThrowsAsync<BrevApiException>(() =>
            Client.RedeemCreditCodeAsync(Organization, new RedeemCreditCodeRequest { Code = "WELCOME" }));

        Assert.Equal(25m, redeemed.Data?.Transaction?.AmountUsd);
        Assert.Equal(30m, Brev.Billing.GetBalance(Organization));
        Assert.Equal(3000, (await Client.GetBillingProfileAsync(Organization)).CreditDetails?.RemainingCredits);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_balance_travels_as_number_or_as_text(bool asText)
    {
        Brev.Billing.SetBalance(Organization, 12.34m);
        Brev.Billing.WriteBalanceAsText = asText;

        var credits = await Client.GetOrganizationCreditsAsync(Organization);

        Assert.Equal(12.34m, credits.BalanceUsd);
    }

    [Fact]
    public async Task What_belongs_to_a_workspace_can_be_asked_for()
    {
        var id = Brev.Workspaces.Add("train-1").Id!;

        Assert.Equal(Organization, (await Client.GetWorkspaceMetadataAsync(id)).NamespaceName);
        Assert.Equal("dev", (await Client.GetWorkspaceSetupAsync(id)).WorkspaceUsername);
        var tunnel = await Client.SetApplicationPublicityAsync(
            id, new SetApplicationPublicityRequest { ApplicationName = "jupyter", Public = true });
        Assert.True(Assert.Single(tunnel.Applications).Policy?.AllowEveryone);
        Assert.Equal(tunnel.TunnelId, (await Client.GetWorkspaceAsync(id)).Tunnel?.TunnelId);
        var build = await Client.BuildWorkspaceContainerAsync(
            id, new BuildContainerRequest { VerbYaml = "build: {}", IdempotencyKey = Guid.NewGuid() });
        Assert.StartsWith("/var/log/", build.LogFilePath, StringComparison.Ordinal);
        Assert.Equal("build: {}", Brev.Workspaces.Get(id).VerbYaml);
    }
}
