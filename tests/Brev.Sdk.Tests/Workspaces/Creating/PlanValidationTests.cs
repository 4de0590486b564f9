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
    public Task A_disk_smaller_than_the_image_is_refused_before_it_ends_in_failure() => RefusedAsync("DiskGiB", static plan => plan with { DiskGiB = 74 });

    [Fact]
    public Task A_disk_larger_than_the_offer_has_is_refused() =>
        RefusedAsync("DiskGiB", static plan => plan with { DiskGiB = 500, Offer = plan.Offer with { Disk = new OfferDisk { MaxGiB = 400 } } });

    [Fact]
    public Task A_disk_is_checked_against_every_fallback() =>
        RefusedAsync("DiskGiB", static plan => plan with { DiskGiB = 100, Fallbacks = [plan.Offer with { Disk = new OfferDisk { MinGiB = 200 } }] });

    [Fact]
    public Task A_script_must_start_with_a_shebang() => RefusedAsync("StartupScript", static plan => plan with { StartupScript = "echo hello" });

    [Fact]
    public Task A_script_must_stay_within_16_KiB() => RefusedAsync("StartupScript", static plan => plan with { StartupScript = "#!/bin/bash\n" + new string('é', 8 * 1024) });

    [Fact]
    public Task A_script_needs_a_virtual_machine() =>
        RefusedAsync("StartupScript", static plan => plan with { StartupScript = "#!/bin/bash\n", Mode = WorkspaceMode.Container("image:1") });

    [Fact]
    public Task A_cloud_credential_or_a_workspace_group_is_required() =>
        RefusedAsync("cloud credential", static plan => plan with { Offer = plan.Offer with { CloudCredId = null, WorkspaceGroupId = "" } });

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    public Task Ports_are_ports(int port) => RefusedAsync("Ports", plan => plan with { Ports = new Dictionary<string, int> { ["web"] = port } });

    [Fact]
    public Task A_rule_for_the_users_own_address_needs_it() =>
        RefusedAsync("ClientIps", static plan => plan with { FirewallRules = [new FirewallRule { Port = "80", AllowedIps = FirewallAllowedIps.UserIP }] });

    [Fact]
    public Task A_compose_mode_needs_a_file_or_its_text() => RefusedAsync("FileUrl", static plan => plan with { Mode = WorkspaceMode.Compose(new DockerCompose()) });

    [Fact]
    public void A_plan_is_printed_without_its_script()
    {
        var plan = _stage.Plan() with { StartupScript = "#!/bin/bash\nexport TOKEN=synthetic-secret\n" };

        Assert.DoesNotContain("synthetic-secret", plan.ToString(), StringComparison.Ordinal);
    }

    private async Task RefusedAsync(string word, Func<WorkspacePlan, WorkspacePlan> change)
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => _stage.Client.CreateWorkspaceAsync(change(_stage.Plan())));

        Assert.Contains(word, refused.Message, StringComparison.Ordinal);
        Assert.Equal("plan", refused.ParamName);
        Assert.Equal(0, _stage.Fake.Requests.Count);
    }
}
