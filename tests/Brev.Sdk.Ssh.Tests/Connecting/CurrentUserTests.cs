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
}
