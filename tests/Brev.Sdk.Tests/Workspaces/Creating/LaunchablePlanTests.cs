using Brev.Sdk.Workspaces.Creating;

namespace Brev.Sdk.Tests.Workspaces.Creating;

/// <summary>Launchables become plans with everything in them: the server fills in nothing.</summary>
public sealed class LaunchablePlanTests : IAsyncLifetime
{
    private WorkspaceStage _stage = null!;

    public async Task InitializeAsync() => _stage = await WorkspaceStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task The_script_is_fetched_and_inlined()
    {
        var plan = await ReadAsync(Launchable());

        Assert.Equal("#!/bin/bash\necho ready\n", plan.StartupScript);
    }

    [Fact]
    public async Task Firewall_rules_sub_location_disk_ports_and_files_are_carried_over()
    {
        var plan = await ReadAsync(Launchable());

        Assert.Equal(["8000-8100", "80"], plan.FirewallRules.Select(static rule => rule.Port));
        Assert.Equal("us-east-1b", plan.Offer.SubLocation);
        Assert.Equal(256, plan.DiskGiB);
        Assert.Equal(8888, plan.Ports["jupyter-lab"]);
        Assert.Equal("https://github.com/example/project", Assert.Single(plan.Files).Url);
    }

    [Fact]
    public async Task A_group_of_the_offer_is_not_overridden_by_the_credential_of_the_launchable()
    {
        var launchable = Launchable();
        launchable = launchable with
        {
            CreateWorkspaceRequest = launchable.CreateWorkspaceRequest! with { CloudCredId = "theirs", WorkspaceGroupId = "theirs" },
        };
        var id = _stage.Fake.Launchables.Add(launchable).Id!;

        var plan = await WorkspacePlan.FromLaunchableAsync(
            _stage.Client, id, "train-1", _stage.Offer() with { CloudCredId = null, WorkspaceGroupId = "group-1" });

        Assert.Equal((null, "group-1"), (plan.Offer.CloudCredId, plan.Offer.WorkspaceGroupId));
    }

    [Fact]
    public async Task The_labels_are_those_that_the_CLI_writes()
    {
        var launchable = Launchable();
        var plan = await ReadAsync(launchable);

        Assert.Equal(plan.LaunchableId, plan.Labels["launchableId"]);
        Assert.Equal($"/launchable/deploy/now?launchableID={plan.LaunchableId}", plan.Labels["launchableRawURL"]);
        Assert.Equal("g6e.xlarge", plan.Labels["launchableInstanceType"]);
        Assert.Equal("author-1", plan.Labels["launchableCreatedByUserId"]);
    }

    [Fact]
    public async Task A_workspace_can_be_created_from_it_and_the_coupon_is_left_to_the_caller()
    {
        var plan = await ReadAsync(Launchable()) with { ClientIps = ["203.0.113.10/32"] };

        await _stage.Client.CreateWorkspaceAsync(plan);

        Assert.Contains(plan.LaunchableId!, Assert.Single(_stage.Fake.Requests.For("CreateWorkspace")).Body, StringComparison.Ordinal);
        Assert.Empty(_stage.Fake.Requests.For("RedeemCreditCode"));
    }

    [Fact]
    public async Task A_container_of_a_launchable_becomes_the_container_of_the_plan()
    {
        var plan = await ReadAsync(Launchable() with
        {
            BuildRequest = new LaunchableBuildConfig { ContainerBuild = new CustomContainer { ContainerUrl = "image:1" } },
        });

        Assert.Equal("image:1", plan.Mode.CustomContainer?.ContainerUrl);
        Assert.Null(plan.StartupScript);
    }

    [Fact]
    public async Task Another_type_than_the_offers_is_said() =>
        Assert.Contains(
            "p5.48xlarge",
            (await Assert.ThrowsAsync<BrevConfigurationException>(() => ReadAsync(
                Launchable() with { CreateWorkspaceRequest = new LaunchableWorkspaceConfig { InstanceType = "p5.48xlarge" } }))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("https://brev.nvidia.com/launchable/deploy?launchableID={0}")]
    [InlineData("https://brev.nvidia.com/launchable/deploy/now?launchableID={0}&from=mail")]
    public async Task The_address_in_the_console_does_as_well(string address)
    {
        var launchable = _stage.Fake.Launchables.Add(Launchable());

        var plan = await WorkspacePlan.FromLaunchableAsync(
            _stage.Client,
            string.Format(System.Globalization.CultureInfo.InvariantCulture, address, launchable.Id),
            "train-1",
            _stage.Offer());

        Assert.Equal(launchable.Id, plan.LaunchableId);
    }

    [Theory]
    [InlineData("env-1/..")]
    [InlineData("env-1?x=1")]
    [InlineData("env-1&x")]
    [InlineData("env-1#x")]
    public async Task An_id_that_would_change_the_path_is_refused(string id) =>
        await Assert.ThrowsAsync<ArgumentException>(() => WorkspacePlan.FromLaunchableAsync(_stage.Client, id, "train-1", _stage.Offer()));

    [Fact]
    public async Task Without_an_offer_the_type_of_the_launchable_is_looked_for_in_the_active_organization()
    {
        var id = _stage.Fake.Launchables.Add(Launchable()).Id!;

        var plan = await WorkspacePlan.FromLaunchableAsync(_stage.Client, id, "train-1") with { ClientIps = ["203.0.113.10/32"] };

        Assert.Equal(("g6e.xlarge", "us-east-1", "us-east-1b"), (plan.Offer.Type, plan.Offer.Location, plan.Offer.SubLocation));
        Assert.True(plan.Offer.PricePerHour > 0);
        Assert.Equal("train-1", (await _stage.Client.CreateWorkspaceAsync(plan)).Name);
    }

    [Theory]
    [InlineData(null, "names no instance type")]
    [InlineData("p5.48xlarge", "cannot rent at the moment")]
    public async Task Without_an_offer_a_launchable_whose_type_is_unknown_says_what_to_do(string? type, string said)
    {
        var id = _stage.Fake.Launchables.Add(
            Launchable() with { CreateWorkspaceRequest = new LaunchableWorkspaceConfig { InstanceType = type } }).Id!;

        var failure =
            await Assert.ThrowsAsync<BrevConfigurationException>(() => WorkspacePlan.FromLaunchableAsync(_stage.Client, id, "train-1"));

        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_cloud_and_the_place_of_a_launchable_go_before_the_price()
    {
        var offer = new InstanceTypeOffer { Type = "g6e.xlarge", Location = "us-east-1", CloudCredId = "cheap" };
        InstanceTypeOffer[] offers =
        [
            offer with { Location = "eu-west-1" }, offer, offer with { CloudCredId = "named" }, offer with { Type = "g6e.2xlarge" },
        ];

        var chosen = LaunchableOffers.Choose(
            offers, new LaunchableWorkspaceConfig { InstanceType = "g6e.xlarge", Location = "US-EAST-1", CloudCredId = "named" });

        Assert.Equal(["named", "cheap"], chosen.Select(static one => one.CloudCredId));
    }

    [Fact]
    public async Task An_offer_stays_at_the_place_that_its_price_is_for()
    {
        var id = _stage.Fake.Launchables.Add(Launchable()).Id!;
        var offer = _stage.Offer() with { Location = "eu-west-1", SubLocation = "eu-west-1c", PricePerHour = 3 };

        var plan = await WorkspacePlan.FromLaunchableAsync(_stage.Client, id, "train-1", offer);

        Assert.Equal(("eu-west-1", "eu-west-1c", 3m), (plan.Offer.Location, plan.Offer.SubLocation, plan.Offer.PricePerHour));
    }

    [Fact]
    public async Task An_offer_whose_list_names_no_place_takes_that_of_the_launchable()
    {
        var id = _stage.Fake.Launchables.Add(Launchable()).Id!;

        var plan = await WorkspacePlan.FromLaunchableAsync(
            _stage.Client, id, "train-1", _stage.Offer() with { Location = "", SubLocation = null });

        Assert.Equal(("us-east-1", "us-east-1b"), (plan.Offer.Location, plan.Offer.SubLocation));
    }

    [Fact]
    public async Task A_launchable_whose_place_has_no_offer_is_planned_where_the_type_is_offered()
    {
        var machine = Launchable().CreateWorkspaceRequest! with { Location = "ap-south-1", SubLocation = "ap-south-1a" };
        var id = _stage.Fake.Launchables.Add(Launchable() with { CreateWorkspaceRequest = machine }).Id!;
        var cheapest = (await _stage.Client.SearchInstanceTypesAsync(new InstanceTypeQuery()))
            .First(static offer => offer.Type == "g6e.xlarge");

        var plan = await WorkspacePlan.FromLaunchableAsync(_stage.Client, id, "train-1");

        Assert.Equal((cheapest.Location, cheapest.SubLocation, cheapest.PricePerHour),
            (plan.Offer.Location, plan.Offer.SubLocation, plan.Offer.PricePerHour));
    }

    [Fact]
    public async Task Offers_that_do_not_take_the_disk_of_the_launchable_are_not_chosen()
    {
        var type = _stage.Fake.InstanceTypes.Get("g6e.xlarge");
        var small = new Storage { MinSize = "10GiB", MaxSize = "200GiB" };
        Add("cheap", 0.1m);
        Add("dear", 90);
        var id = _stage.Fake.Launchables.Add(Launchable()).Id!;

        var plan = await WorkspacePlan.FromLaunchableAsync(_stage.Client, id, "train-1") with { ClientIps = ["203.0.113.10/32"] };

        PlanValidation.Validate(plan);
        Assert.DoesNotContain(plan.Fallbacks.Prepend(plan.Offer), static offer => offer.Provider is "cheap" or "dear");

        void Add(string provider, decimal price) => _stage.Fake.InstanceTypes.Add(type with
        {
            Provider = provider,
            CloudCredId = provider + "-credential",
            BasePrice = new Money { Amount = price, Currency = "USD" },
            SupportedStorage = [small],
        });
    }

    [Fact]
    public async Task Two_ports_under_one_name_are_said()
    {
        LaunchablePort[] ports = [new() { Name = "web", Port = "80" }, new() { Name = "web", Port = "81" }];

        var failure = await Assert.ThrowsAsync<BrevConfigurationException>(
            () => ReadAsync(Launchable() with { BuildRequest = new LaunchableBuildConfig { Ports = ports } }));

        Assert.Contains("80 and 81", failure.Message, StringComparison.Ordinal);
    }

    private static Launchable Launchable() => new()
    {
        Name = "demo",
        CreatedByUserId = "author-1",
        CouponCode = "synthetic-coupon",
        CreateWorkspaceRequest = new LaunchableWorkspaceConfig
        {
            InstanceType = "g6e.xlarge",
            Storage = "256",
            Location = "us-east-1",
            SubLocation = "us-east-1b",
            FirewallRules =
            [
                new FirewallRule { Port = "8000-8100", AllowedIps = FirewallAllowedIps.UserIP },
                new FirewallRule { Port = "80", AllowedIps = FirewallAllowedIps.All },
            ],
        },
        BuildRequest = new LaunchableBuildConfig
        {
            VmBuild = new VmBuild
            {
                ForceJupyterInstall = true,
                LifeCycleScriptAttr = new LifecycleScriptAttr { Script = "#!/bin/bash\necho ready\n", Name = "setup.sh" },
            },
            Ports = [new LaunchablePort { Name = "jupyter-lab", Port = "8888" }],
        },
        File = new WorkspaceFile { Url = "https://github.com/example/project", Path = "./" },
    };

    private Task<WorkspacePlan> ReadAsync(Launchable launchable) =>
        WorkspacePlan.FromLaunchableAsync(_stage.Client, _stage.Fake.Launchables.Add(launchable).Id!, "train-1", _stage.Offer());
}
