using System.Net;

namespace Brev.Sdk.Tests.Testing.Connect;

public sealed class UserV2Tests
{
    [Fact]
    public async Task Both_generations_show_the_same_account()
    {
        await using var stage = await ConnectStage.StartAsync();
        var me = stage.Brev.Users.Current;

        var user = (await stage.Client.GetCurrentUserV2Async()).User!;

        Assert.Equal((me.Id, me.Username, me.Name, me.Email), (user.UserId, user.Username, user.DisplayName, user.DefaultEmail));
        Assert.Equal(me.ExternalIdentities![0].ExternalId, Assert.Single(user.ExternalIdentities).ExternalId);
        Assert.Equal(stage.OrganizationId, Assert.Single(user.OrganizationAccesses).OrganizationId);
        Assert.Equal(me.WorkspacePassword, user.Metadata["workspacePassword"].GetString());
        Assert.DoesNotContain(me.WorkspacePassword!, user.ToString());
    }

    [Fact]
    public async Task A_user_comes_with_what_was_asked_for()
    {
        await using var stage = await ConnectStage.StartAsync();
        var colleague = stage.Brev.Organizations.AddMembers(stage.OrganizationId, 1)[0];

        var bare = (await stage.Client.GetUserV2Async(new GetUserV2Request { UserId = colleague.Id! })).User!;
        var full = (await stage.Client.GetUserV2Async(new GetUserV2Request
        {
            UserId = colleague.Id!,
            AttachedDataOptions = new UserAttachedDataOptions { Emails = true, ExternalIdentities = true, OrganizationAccesses = true },
        })).User!;

        Assert.Equal((null, 0, 0), (bare.DefaultEmail, bare.ExternalIdentities.Count, bare.OrganizationAccesses.Count));
        Assert.Equal((colleague.Email, 1, 1), (full.DefaultEmail, full.ExternalIdentities.Count, full.OrganizationAccesses.Count));
    }

    [Fact]
    public async Task A_token_leads_to_its_account()
    {
        await using var stage = await ConnectStage.StartAsync();
        var colleague = stage.Brev.Users.Add("colleague");
        var request = new GetUserByTokenRequest { Token = stage.Brev.Tokens.IssueFor(colleague.Id) };

        Assert.Equal(colleague.Id, (await stage.Client.GetUserByTokenAsync(request)).User!.UserId);
        Assert.DoesNotContain(request.Token, request.ToString());
    }

    [Fact]
    public async Task Errors_of_users_have_the_codes_of_the_service()
    {
        await using var stage = await ConnectStage.StartAsync();
        var stranger = stage.Brev.Users.Add("stranger").Id!;

        await ConnectStage.FailsAsync(
            "not_found", HttpStatusCode.NotFound, () => stage.Client.GetUserV2Async(new GetUserV2Request { UserId = "none" }));
        await ConnectStage.FailsAsync(
            "permission_denied", HttpStatusCode.Forbidden, () => stage.Client.GetUserV2Async(new GetUserV2Request { UserId = stranger }));
        await ConnectStage.FailsAsync("invalid_argument", HttpStatusCode.BadRequest, () =>
            stage.Client.GetUserByTokenAsync(new GetUserByTokenRequest { Token = "made-up" }));
    }
}
