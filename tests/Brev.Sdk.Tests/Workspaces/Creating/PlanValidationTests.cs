using System.Text.Json;
namespace Brev.Sdk.Tests.Workspaces.Creating;

/// <summary>What a plan may not hold. Nothing is sent for one that breaks a rule.</summary>
public sealed class PlanValidationTests : IAsyncLifetime
{
    private WorkspaceStage _stage = null!;

    public async Task InitializeAsync() => _stage = await WorkspaceStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("-train")]
    [InlineData("träin")]
    [InlineData("train 1")]
    [InlineData("train\n")]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890123")]
    public Task Names_follow_the_rule_of_the_CLI(string name) => RefusedAsync("Name", plan => plan with { Name = name });

    [Fact]
    public Task A_disk_smaller_than_the_image_is_refused_before_it_ends_in_failure() =>
        RefusedAsync("DiskGiB", static plan => plan with { DiskGiB = 74 });

    [Fact]
    public Task A_disk_larger_than_the_offer_has_is_refused() =>
        RefusedAsync("DiskGiB", static plan =>
            plan with { DiskGiB = 500, Offer = plan.Offer with { Disk = new OfferDisk { MaxGiB = 400 } } });

    [Fact]
    public Task A_disk_is_checked_against_every_fallback() =>
        RefusedAsync("DiskGiB", static plan =>
            plan with { DiskGiB = 100, Fallbacks = [plan.Offer with { Disk = new OfferDisk { MinGiB = 200 } }] });

    [Fact]
    public Task A_script_must_start_with_a_shebang() =>
        RefusedAsync("StartupScript", static plan => plan with { StartupScript = "echo hello" });

    [Fact]
    public Task A_script_must_stay_within_16_KiB() =>
        RefusedAsync("StartupScript", static plan => plan with { StartupScript = "#!/bin/bash\n" + new string('é', 8 * 1024) });

    [Fact]
    public Task A_script_needs_a_virtual_machine() =>
        RefusedAsync("StartupScript", static plan =>
            plan with { StartupScript = "#!/bin/bash\n", Mode = WorkspaceMode.Container("image:1") });

    [Theory]
    [InlineData("echo hello", 1)]
    [InlineData("#!/bin/bash\n#", 16 * 1024)]
    public Task A_script_inside_the_build_follows_the_rules_of_scripts(string text, int times) =>
        RefusedAsync("LifeCycleScriptAttr.Script", plan => plan with { Mode = WithScript(text + new string('x', times)) });

    [Fact]
    public Task A_fixed_disk_smaller_than_the_image_is_refused_before_it_ends_in_failure() =>
        RefusedAsync("image needs 75 GiB", static plan => plan with { Offer = plan.Offer with { Disk = Fixed(60) } });

    [Fact]
    public async Task A_fixed_disk_has_its_own_size_whatever_the_plan_asks_of_the_others()
    {
        var plan = _stage.Plan() with { DiskGiB = 500, Offer = _stage.Offer() with { Disk = Fixed(1250) }, Fallbacks = [_stage.Offer()] };
        _stage.Fake.Workspaces.RefuseNextCreateForCapacity();

        await _stage.Client.CreateWorkspaceAsync(plan);

        Assert.Equal(["1250Gi", "500Gi"], _stage.Fake.Requests.For("CreateWorkspace").Select(static request =>
            JsonDocument.Parse(request.Body).RootElement.GetProperty("diskStorage").GetString()));
    }

    [Fact]
    public async Task A_script_inside_the_build_is_sent_with_the_line_ends_of_Linux()
    {
        await _stage.Client.CreateWorkspaceAsync(_stage.Plan() with { Mode = WithScript("#!/bin/bash\r\necho hello\r\n") });

        Assert.Contains(@"#!/bin/bash\necho hello\n", Assert.Single(_stage.Fake.Requests.For("CreateWorkspace")).Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public Task A_cloud_credential_or_a_workspace_group_is_required() =>
        RefusedAsync("cloud credential", static plan =>
            plan with { Offer = plan.Offer with { CloudCredId = null, WorkspaceGroupId = "" } });

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    public Task Ports_are_ports(int port) =>
        RefusedAsync("Ports", plan => plan with { Ports = new Dictionary<string, int> { ["web"] = port } });

    [Fact]
    public Task A_rule_for_the_users_own_address_needs_it() =>
        RefusedAsync("ClientIps", static plan =>
            plan with { FirewallRules = [new FirewallRule { Port = "80", AllowedIps = FirewallAllowedIps.UserIP }] });

    [Fact]
    public Task A_compose_mode_needs_a_file_or_its_text() =>
        RefusedAsync("FileUrl", static plan => plan with { Mode = WorkspaceMode.Compose(new DockerCompose()) });

    public static TheoryData<string, WorkspacePlan> Nulls
    {
        get
        {
            var plan =
                new WorkspacePlan { Name = "train-1", Offer = new InstanceTypeOffer { Type = "g6e.xlarge", CloudCredId = "cred-1" } };
            return new TheoryData<string, WorkspacePlan>
            {
                { "Offer is missing", plan with { Offer = null! } },
                { "Name ''", plan with { Name = null! } },
                { "Mode is missing", plan with { Mode = null!, StartupScript = "#!/bin/bash\n" } },
                { "Fallbacks is null", plan with { Fallbacks = null! } },
                { "Fallbacks holds null", plan with { Fallbacks = [null!] } },
                { "FirewallRules is null", plan with { FirewallRules = null! } },
                { "FirewallRules holds null", plan with { FirewallRules = [null!] } },
                { "ClientIps is null", plan with { ClientIps = null! } },
                { "Files is null", plan with { Files = null! } },
                { "Ports is null", plan with { Ports = null! } },
                { "Labels is null", plan with { Labels = null! } },
                { "has no rules for its disk", plan with { Offer = plan.Offer with { Disk = null! } } },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Nulls))]
    public Task What_is_missing_is_named(string message, WorkspacePlan plan) => RefusedAsync(message, _ => plan);

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("8100-8000")]
    [InlineData("80-")]
    [InlineData("http")]
    public Task A_firewall_rule_names_a_port_or_a_range(string port) => RefusedAsync(
        "FirewallRules", plan => plan with { FirewallRules = [new FirewallRule { Port = port, AllowedIps = FirewallAllowedIps.All }] });

    [Fact]
    public void Defaults_are_those_of_the_documentation()
    {
        var plan = new WorkspacePlan { Name = "train-1", Offer = new InstanceTypeOffer { Type = "g6e.xlarge" } };

        Assert.Equal(
            (null, 0, null, "", false, "", null),
            (
                plan.OrganizationId,
                plan.DiskGiB,
                plan.StartupScript,
                plan.Description,
                plan.StopsWhenIdle,
                plan.BaseImage,
                plan.LaunchableId));
        Assert.Equal(
            [0, 0, 0, 0, 0, 0],
            [plan.Fallbacks.Count, plan.Ports.Count, plan.FirewallRules.Count, plan.ClientIps.Count, plan.Files.Count, plan.Labels.Count]);
        Assert.Same(WorkspaceMode.VirtualMachine, plan.Mode);
    }

    [Fact]
    public void A_plan_is_printed_without_its_script()
    {
        var plan = _stage.Plan() with { StartupScript = "#!/bin/bash\nexport TOKEN=synthetic-secret\n" };

        Assert.DoesNotContain("synthetic-secret", plan.ToString(), StringComparison.Ordinal);
    }

    private static OfferDisk Fixed(int size) =>
        new() { IsElastic = false, MinGiB = size, MaxGiB = size, DefaultGiB = size, ImageMinGiB = 75 };

    private static WorkspaceMode WithScript(string script) =>
        WorkspaceMode.Vm(new VmBuild { LifeCycleScriptAttr = new LifecycleScriptAttr { Script = script } });

    private async Task RefusedAsync(string word, Func<WorkspacePlan, WorkspacePlan> change)
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => _stage.Client.CreateWorkspaceAsync(change(_stage.Plan())));

        Assert.Contains(word, refused.Message, StringComparison.Ordinal);
        Assert.Equal("plan", refused.ParamName);
        Assert.Equal(0, _stage.Fake.Requests.Count);
    }
}
