using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Testing;

public sealed class FakeUsersTests : IAsyncLifetime
{
    private FakeStage _stage = null!;

    private FakeBrev Brev => _stage.Brev;

    private BrevClient Client => _stage.Client;

    public async Task InitializeAsync() => _stage = await FakeStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task An_account_that_exists_cannot_be_registered_again()
    {
        var refused = await Assert.ThrowsAsync<BrevApiException>(() => Client.RegisterUserAsync(Brev.Tokens.IssueFor()));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("identity already exists", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Brev.Requests.Violations);
    }

    [Fact]
    public async Task A_new_account_is_known_once_it_has_been_registered()
    {
        var token = Brev.Tokens.IssueFor(Brev.Users.AddUnregistered("newcomer").Id);
        using var client = new BrevClient(_stage.Options(BrevCredential.FromAccessToken(token)));
        await Assert.ThrowsAsync<BrevApiException>(() => client.GetCurrentUserAsync());

        var created = await client.RegisterUserAsync(token);

        Assert.Equal("newcomer", created.User?.Username);
        Assert.Equal(created.User?.Id, (await client.GetCurrentUserAsync()).Id);
    }

    [Fact]
    public async Task A_strangers_identity_is_refused()
    {
        var refused = await Assert.ThrowsAsync<BrevApiException>(() => Client.RegisterUserAsync("stranger"));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Only_an_administrator_lists_and_blocks_accounts()
    {
        var victim = Brev.Users.Add("victim");
        await Assert.ThrowsAsync<BrevApiException>(() => Client.ListUsersAsync());
        Brev.Users.Update(Brev.Users.Current with { GlobalUserType = GlobalUserType.Admin });
        var token = Brev.Tokens.IssueFor(victim.Id);

        var listed = await Client.ListUsersAsync(username: "victim");
        await Client.BlockUserAsync(victim.Id!);

        Assert.Equal(victim.Id, Assert.Single(listed).Id);
        using var blocked = new BrevClient(_stage.Options(BrevCredential.FromAccessToken(token)));
        var refused = await Assert.ThrowsAsync<BrevApiException>(() => blocked.GetCurrentUserAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task An_update_needs_name_username_and_address()
    {
        var id = Brev.Users.Current.Id!;
        await Assert.ThrowsAsync<BrevApiException>(() =>
            Client.UpdateUserAsync(id, new UpdateUserRequest { Name = "New Name", Username = "", Email = "new@example.com" }));

        await Client.UpdateUserAsync(id, new UpdateUserRequest { Name = "New Name", Username = "dev", Email = "new@example.com" });

        Assert.Equal("New Name", Brev.Users.Current.Name);
        Assert.Equal("new@example.com", (await Client.GetUserAsync(id)).Email);
    }

    [Fact]
    public async Task An_account_shows_its_roles()
    {
        var user = await Client.GetUserAsync(Brev.Users.Current.Id!);

        Assert.Equal("OrganizationAdmin", Assert.Single(user.RoleAttachments).Role?.Id);
    }
}
