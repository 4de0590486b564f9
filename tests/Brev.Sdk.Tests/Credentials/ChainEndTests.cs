using System.Net;
using Brev.Sdk.Credentials;
using Brev.Sdk.Stores;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Conventions;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>What a chain does when the login that it has chosen ends, or one that does not say whose it is has ended.</summary>
public sealed class ChainEndTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_chain_whose_chosen_login_has_ended_takes_no_other_until_it_is_disposed()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(_folder.File(), stage.FirstToken, "");
        var chain = await ChooseShortLivedAsync(stage);
        stage.Clock.Advance(TimeSpan.FromMinutes(16));
        await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await chain.GetTokenAsync());

        await chain.DisposeAsync();

        Assert.Equal(stage.FirstToken, (await chain.GetTokenAsync()).Token);
    }

    [Theory]
    [InlineData("The access token expired on")]
    [InlineData("The login came from the environment")]
    [InlineData("the others were not looked at again (credentials file)")]
    public async Task When_the_chosen_login_ends_the_error_says_why_and_names_the_other_places(string part)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(_folder.File(), stage.FirstToken, "");
        var chain = await ChooseShortLivedAsync(stage);
        stage.Clock.Advance(TimeSpan.FromMinutes(16));

        var exception = await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await chain.GetTokenAsync());

        Assert.Contains(part, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_server_no_longer_takes_the_chosen_login_the_error_names_its_place_and_the_others()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(_folder.File(), stage.FirstToken, "");
        await using var chain = new ChainedCredential(_ =>
        [
            new("environment", () => BrevCredential.FromAccessToken("bak-revoked-0123456789")),
            new("credentials file", () => BrevCredential.FromCredentialsFile(_folder.File(), stage.CredentialOptions())),
        ]);

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.CreateClient(chain).ListOrganizationsAsync());

        Assert.Equal(HttpStatusCode.Unauthorized, exception.StatusCode);
        Assert.Contains("The login came from the environment", exception.Message, StringComparison.Ordinal);
        Assert.Contains("were not looked at again (credentials file)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_login_in_the_chosen_place_serves_again()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(_folder.File(), stage.FirstToken, "");
        var chain = Chain(stage);
        await chain.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromHours(2));
        await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await chain.GetTokenAsync());

        CredentialsFile.Write(_folder.File(), stage.NewToken(), "");

        Assert.Equal(CredentialsFile.AccessToken(_folder.File()), (await chain.GetTokenAsync()).Token);
    }

    [Fact]
    public async Task A_login_that_was_rejected_before_it_said_whose_it_is_is_followed_by_no_others()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(_folder.File(), "auto-login", $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}");
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        var chain = Chain(stage, last: () =>
            BrevCredential.FromAccessToken(TestToken.Create(null, null, subject: "system:serviceaccount:default:default")));

        var exception = await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await chain.GetTokenAsync());

        Assert.Contains(
            "(service account) It holds the login of another account than the credentials file, for all that can be told, which is not "
                + "used",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_is_signed_out_while_it_is_in_use_is_followed_by_no_others()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(_folder.File(), "", "", file => file["api_key"] = "bak-key");
        var chain = Chain(stage, last: () =>
            BrevCredential.FromAccessToken(TestToken.Create(null, null, subject: "system:serviceaccount:default:default")));
        Assert.Equal("bak-key", (await chain.GetTokenAsync()).Token);

        File.Delete(_folder.File());

        await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await chain.GetTokenAsync(forceRefresh: true));
    }

    [UnixFact]
    public async Task A_service_accounts_file_that_cannot_be_read_for_a_moment_signs_nobody_out()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        await File.WriteAllTextAsync(_folder.File("token"), stage.FirstToken);
        var credential = stage.Own(BrevCredential.FromStore(new ServiceAccountStore(_folder.File("token")), stage.CredentialOptions()));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        File.Delete(_folder.File("token"));
        File.CreateSymbolicLink(_folder.File("token"), _folder.File("token"));

        var exception = await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync());

        Assert.Contains("cannot be read at the moment", exception.Message, StringComparison.Ordinal);
    }

    private async Task<ChainedCredential> ChooseShortLivedAsync(AuthenticationStage stage)
    {
        var shortLived = TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddMinutes(15));
        var chain = Chain(stage, () => StaticCredential.ForAccessToken(shortLived, stage.Clock));
        Assert.Equal(shortLived, (await chain.GetTokenAsync()).Token);
        return chain;
    }

    private ChainedCredential Chain(AuthenticationStage stage, Func<BrevCredential>? first = null, Func<BrevCredential>? last = null)
    {
        List<ChainLink> places = [new(
            "credentials file", () => BrevCredential.FromCredentialsFile(_folder.File(), stage.CredentialOptions()))];
        if (first is not null)
        {
            places.Insert(0, new("environment", first));
        }

        if (last is not null)
        {
            places.Add(new("service account", last));
        }

        return stage.Own(new ChainedCredential(_ => places));
    }
}
