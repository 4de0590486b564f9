using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>
/// A credential that cannot be refreshed tells the time by its own clock when it was given one, otherwise by that of the client that uses
/// it.
/// </summary>
public sealed class CredentialClockTests
{
    [Fact]
    public async Task An_access_token_ends_by_the_clock_that_its_credential_was_given()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var credential = BrevCredential.FromAccessToken(stage.FirstToken, stage.CredentialOptions());

        Assert.Equal(stage.FirstToken, (await credential.GetTokenAsync()).Token);
        stage.Clock.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await credential.GetTokenAsync());
    }

    [Fact]
    public async Task An_access_token_ends_by_the_clock_of_the_client_when_its_credential_has_none()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(BrevCredential.FromAccessToken(stage.FirstToken));

        await client.ListOrganizationsAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<BrevLoginRequiredException>(() => client.ListOrganizationsAsync());
    }

    [Fact]
    public async Task The_clock_that_a_credential_was_given_counts_whatever_client_uses_it()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var credential = BrevCredential.FromAccessToken(stage.FirstToken, stage.CredentialOptions());
        var client = stage.CreateClient(credential, configure: static options => options.TimeProvider = TimeProvider.System);

        await client.ListOrganizationsAsync();

        Assert.Equal("Bearer " + stage.FirstToken, Assert.Single(stage.Api.Requests).Authorization);
    }
}
