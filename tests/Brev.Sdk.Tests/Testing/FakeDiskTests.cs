using System.Net;
using System.Text;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Testing;

/// <summary>Which disks the fake takes, and what becomes of machines with them.</summary>
public sealed class FakeDiskTests : IAsyncLifetime
{
    private FakeStage _stage = null!;

    private FakeBrev Brev => _stage.Brev;

    private string Organization => Brev.Organizations.Default.Id!;

    public async Task InitializeAsync() => _stage = await FakeStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Theory]
    [InlineData("120")]
    [InlineData("120.5")]
    [InlineData("120e9")]
    [InlineData("big")]
    [InlineData("Gi")]
    [InlineData(".Gi")]
    [InlineData("1.2.3Gi")]
    [InlineData("-120Gi")]
    [InlineData("120 Gi")]
    [InlineData("120gi")]
    [InlineData("120GB")]
    [InlineData("120GiB")]
    public async Task A_disk_without_a_unit_or_with_an_unknown_one_is_refused(string disk)
    {
        var refused = await Assert.ThrowsAsync<BrevApiException>(() => CreateAsync(disk));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains($"diskStorage '{disk}' is not a quantity with a unit", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Brev.Workspaces.All);
    }

    [Theory]
    [InlineData("120", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.Created)]
    [InlineData("\"\"", HttpStatusCode.Created)]
    [InlineData("\"120Gi\"", HttpStatusCode.Created)]
    public async Task What_is_no_text_is_no_disk_and_nothing_is_the_default_one(string json, HttpStatusCode status)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", Brev.Tokens.IssueFor());
        var body = $$"""
            {"name":"train-1","cloudCredId":"devplane-brev-1-credential","instanceType":"g6e.xlarge","workspaceVersion":"v1",
            "diskStorage":{{json}}}
            """;
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var address = new Uri(Brev.ControlPlaneEndpoint, $"/api/organizations/{Organization}/workspaces");

        using var answer = await http.PostAsync(address, content);

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("74Gi", "74GB")]
    [InlineData("50G", "47GB")]
    [InlineData("1024Mi", "1GB")]
    [InlineData("0.05Ti", "52GB")]
    [InlineData("50000000k", "47GB")]
    public async Task A_disk_smaller_than_the_image_ends_in_failure_whatever_its_unit(string disk, string size)
    {
        var id = (await CreateAsync(disk)).Id!;

        Brev.Clock.Advance(Brev.Workspaces.DeployTime);

        var failed = Brev.Workspaces.Get(id);
        Assert.Equal(WorkspaceStatus.Failure, failed.Status);
        Assert.Contains($"InvalidBlockDeviceMapping: Volume of size {size} is smaller", failed.StatusMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("75Gi")]
    [InlineData("81G")]
    [InlineData("76800Mi")]
    [InlineData("0.5Ti")]
    [InlineData("1T")]
    [InlineData("9999999999999999999999999999999Ei")]
    public async Task A_disk_that_holds_the_image_is_deployed_whatever_its_unit(string disk)
    {
        var id = (await CreateAsync(disk)).Id!;

        Brev.Clock.Advance(Brev.Workspaces.DeployTime);

        Assert.Equal(WorkspaceStatus.Running, Brev.Workspaces.Get(id).Status);
        Assert.Equal(disk, Brev.Workspaces.Get(id).DiskStorage);
    }

    private Task<Workspace> CreateAsync(string disk)
    {
        var type = Brev.InstanceTypes.Get(FakeInstanceTypes.DefaultType);
        var request = new CreateWorkspaceRequest
        {
            Name = "train-1", InstanceType = type.Type, CloudCredId = type.CloudCredId, DiskStorage = disk,
        };
        return _stage.Client.CreateWorkspaceAsync(Organization, request);
    }
}
