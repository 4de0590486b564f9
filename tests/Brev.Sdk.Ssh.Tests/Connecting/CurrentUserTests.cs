using System.Net;
using Brev.Sdk.Ssh.Addresses;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Ssh.Tests.Connecting;

/// <summary>On a shared machine each user enters by an entry of their own.</summary>
public sealed class CurrentUserTests
{
    [Fact]
    public async Task Of_the_entries_that_a_workspace_names_the_users_own_is_taken()
    {
        await using var fake = await FakeBrev.StartAsync();
        using var brev = new BrevClient(fake.CreateOptions());
        using var lookUps = new LookUps(TimeProvider.System, default);
        WorkspaceEnvironmentSshAccess[] entries =
            [new() { UserId = "alice", LinuxUser = "alice" }, new() { UserId = fake.Users.Current.Id, LinuxUser = "me" }];

        var access = await new CurrentUser(brev).FindAccessAsync(entries, lookUps);

        Assert.Equal("me", access?.LinuxUser);
    }

    [Fact]
    public async Task Under_an_API_key_which_does_not_say_whose_it_is_nobody_is_asked()
    {
        await using var fake = await FakeBrev.StartAsync();
        fake.Workspaces.SshEndpoint = new DnsEndPoint("gpu.example.com", 2222);
        var workspace = fake.Workspaces.Add("training-1");
        var key = fake.Tokens.AddApiKey(organizationId: fake.Organizations.Default.Id);
        using var brev = new BrevClient(fake.CreateOptions(BrevCredential.FromApiKey(key)));

        var finding = await new WorkspaceTarget(brev, workspace.Id!, userOverride: null).FindAsync(default);

        Assert.Equal("gpu.example.com", finding.Address?.Host);
        Assert.Empty(fake.Requests.For("GetCurrentUser"));
    }
}
