using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Machines;

public sealed class MachineTests
{
    private const string Organization = "organization-1";

    [Fact]
    public async Task A_workspace_is_found_by_name_and_by_id()
    {
        await using var fake = await FakeBrev.StartAsync();
        var workspace = fake.Workspaces.Add("train");
        using var client = new BrevClient(fake.CreateOptions());

        Assert.Equal(workspace.Id, Assert.Single(await client.FindWorkspacesAsync(Organization, "train")).Id);
        Assert.Equal(workspace.Id, Assert.Single(await client.FindWorkspacesAsync(Organization, workspace.Id!)).Id);
    }

    [Theory]
    [InlineData("TRAIN")]
    [InlineData("trai")]
    public async Task A_name_that_differs_finds_nothing(string name)
    {
        await using var fake = await FakeBrev.StartAsync();
        fake.Workspaces.Add("train");
        using var client = new BrevClient(fake.CreateOptions());

        Assert.Empty(await client.FindWorkspacesAsync(Organization, name));
    }

    [Fact]
    public async Task A_teammates_workspace_is_everybodys_and_not_mine()
    {
        await using var fake = await FakeBrev.StartAsync();
        fake.Workspaces.Add("theirs", userId: AddTeammate(fake).Id);
        fake.Workspaces.Add("mine");
        using var client = new BrevClient(fake.CreateOptions());

        Assert.Single(await client.FindWorkspacesAsync(Organization, "theirs"));
        Assert.Empty(await client.FindWorkspacesAsync(Organization, "theirs", MachineScope.Mine));
        Assert.Equal("mine", Assert.Single(await client.ListWorkspacesAsync(Organization, MachineScope.Mine)).Name);
    }

    [Fact]
    public async Task A_list_with_null_in_it_is_read_without_it()
    {
        await using var fake = await FakeBrev.StartAsync();
        using var client = new BrevClient(fake.CreateOptions());
        fake.Requests.FailNext(
            "ListWorkspaces", new FakeFailure(HttpStatusCode.OK) { Body = """[null,{"id":"ws-1","name":"train"}]""" }, times: 2);

        Assert.Equal("ws-1", Assert.Single(await client.FindWorkspacesAsync(Organization, "train")).Id);
        Assert.Equal("ws-1", Assert.Single(await client.ListMachinesAsync(Organization)).Id);
    }

    [Fact]
    public async Task A_workspace_that_is_shared_with_the_user_is_the_users_own()
    {
        await using var fake = await FakeBrev.StartAsync();
        var shared = fake.Workspaces.Add("theirs", userId: AddTeammate(fake).Id);
        fake.Workspaces.Share(shared.Id!, fake.Users.Current.Id!);
        using var client = new BrevClient(fake.CreateOptions());

        Assert.Equal(shared.Id, Assert.Single(await client.ListWorkspacesAsync(Organization, MachineScope.Mine)).Id);
        Assert.True(Assert.Single(await client.ListMachinesAsync(Organization)).IsMine);
    }

    [Fact]
    public async Task A_machine_shows_who_owns_it_and_how_old_it_is()
    {
        await using var fake = await FakeBrev.StartAsync();
        var teammate = AddTeammate(fake);
        fake.Workspaces.Add("theirs", userId: teammate.Id);
        using var client = new BrevClient(fake.CreateOptions());
        fake.Clock.Advance(TimeSpan.FromMinutes(5));

        var machine = Assert.Single(await client.ListMachinesAsync(Organization));

        Assert.Equal((teammate.Id, teammate.Name), (machine.Owner!.UserId, machine.Owner.Name));
        Assert.Equal((TimeSpan.FromMinutes(
            5), "RUNNING", MachineKind.Workspace, false), (machine.Age, machine.Status, machine.Kind, machine.IsMine));
    }

    [Fact]
    public async Task Nodes_stand_beside_workspaces()
    {
        await using var fake = await FakeBrev.StartAsync();
        fake.Nodes.Add(Organization, "spark");
        fake.Workspaces.Add("train");
        using var client = new BrevClient(fake.CreateOptions());

        var machines = await client.ListMachinesAsync(Organization);

        Assert.Equal([("train", MachineKind.Workspace), ("spark", MachineKind.Node)], machines.Select(static machine =>
            (machine.Name, machine.Kind)));
        Assert.Equal("CONNECTED", machines[1].Status);
    }

    [Fact]
    public async Task Workspaces_are_listed_when_the_nodes_cannot_be_and_what_is_missing_is_said()
    {
        await using var fake = await FakeBrev.StartAsync();
        fake.Workspaces.Add("train");
        using var client = new BrevClient(fake.CreateOptions());
        fake.Requests.FailNext("ListNodes", HttpStatusCode.Forbidden, times: 2);

        var machines = await client.ListMachinesAsync(Organization);

        Assert.Equal("train", Assert.Single(machines).Name);
        Assert.IsType<BrevApiException>(Assert.Single(machines.Missing, static missing => missing.Key == MachineKind.Node).Value);
        Assert.Contains("Node missing", machines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everybodys_machines_are_listed_when_it_is_not_known_who_is_calling()
    {
        await using var fake = await FakeBrev.StartAsync();
        fake.Workspaces.Add("train");
        using var client = new BrevClient(fake.CreateOptions());
        fake.Requests.FailNext("GetCurrentUser", HttpStatusCode.Forbidden, times: 2);

        var machines = await client.ListMachinesAsync(Organization, MachineScope.Everybody);

        Assert.Null(Assert.Single(machines).IsMine);
    }

    [Fact]
    public async Task Nodes_are_listed_when_the_workspaces_cannot_be()
    {
        await using var fake = await FakeBrev.StartAsync();
        fake.Nodes.Add(Organization, "spark");
        using var client = new BrevClient(fake.CreateOptions());
        fake.Requests.FailNext("ListWorkspaces", HttpStatusCode.Forbidden, times: 2);

        var machines = await client.ListMachinesAsync(Organization);

        Assert.Equal(("spark", false), (Assert.Single(machines).Name, machines.IsComplete));
        Assert.Equal([MachineKind.Workspace], machines.Missing.Keys);
    }

    [Fact]
    public async Task An_overview_of_which_nothing_can_be_had_is_an_error()
    {
        await using var fake = await FakeBrev.StartAsync();
        using var client = new BrevClient(fake.CreateOptions());
        fake.Requests.FailNext("ListWorkspaces", HttpStatusCode.Forbidden, times: 2);
        fake.Requests.FailNext("ListNodes", HttpStatusCode.Forbidden, times: 2);

        await Assert.ThrowsAsync<BrevApiException>(() => client.ListMachinesAsync(Organization));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.BadRequest)]
    public async Task Owners_keep_their_ids_where_members_cannot_be_listed(HttpStatusCode status)
    {
        await using var fake = await FakeBrev.StartAsync();
        fake.Workspaces.Add("train");
        using var client = new BrevClient(fake.CreateOptions());
        fake.Requests.FailNext("ListOrganizationMembers", status);

        Assert.Equal((fake.Users.Current.Id, null), Assert.Single(await client.ListMachinesAsync(Organization)).Owner is { } owner
            ? (owner.UserId, owner.Name)
            : default);
    }

    [Fact]
    public async Task Under_an_API_key_machines_are_listed_without_asking_who_is_calling()
    {
        await using var fake = await FakeBrev.StartAsync();
        fake.Workspaces.Add("train");
        using var client = new BrevClient(
            fake.CreateOptions(BrevCredential.FromApiKey(fake.Tokens.AddApiKey(organizationId: Organization))));

        Assert.Null(Assert.Single(await client.ListMachinesAsync(Organization)).IsMine);
        Assert.Empty(fake.Requests.For("GetCurrentUser"));
    }

    [Fact]
    public async Task Under_an_API_key_ones_own_are_an_error_and_not_everybodys()
    {
        await using var fake = await FakeBrev.StartAsync();
        using var client = new BrevClient(
            fake.CreateOptions(BrevCredential.FromApiKey(fake.Tokens.AddApiKey(organizationId: Organization))));

        var exception = await Assert.ThrowsAsync<BrevException>(() => client.ListMachinesAsync(Organization, MachineScope.Mine));

        Assert.Contains("MachineScope.Everybody", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scope_that_is_none_is_refused_at_once()
    {
        using var client = new BrevClient(new BrevClientOptions { Credential = BrevCredential.FromApiKey("bak-test") });

        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = client.ListMachinesAsync(Organization, (MachineScope)7); });
    }

    private static User AddTeammate(FakeBrev fake)
    {
        var user = fake.Users.Add("teammate");
        fake.Organizations.AddMember(Organization, user.Id!);
        return user;
    }
}
