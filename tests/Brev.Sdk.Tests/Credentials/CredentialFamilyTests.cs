using Brev.Sdk.Credentials;
using Brev.Sdk.Stores;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>The credentials besides the refreshable one.</summary>
public sealed class CredentialFamilyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_service_account_token_is_sent_without_the_line_break_of_its_file_and_a_replaced_one_is_picked_up()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        await File.WriteAllTextAsync(_folder.File(), stage.FirstToken + "\n");
        var client = stage.CreateClient(
            stage.Own(BrevCredential.FromStore(new ServiceAccountStore(_folder.File()), stage.CredentialOptions())));
        await client.ListOrganizationsAsync();

        stage.Clock.Advance(TimeSpan.FromMinutes(30));
        stage.Valid = stage.NewToken();
        await File.WriteAllTextAsync(_folder.File(), stage.Valid + "\n");
        await client.ListOrganizationsAsync();

        Assert.Equal(["Bearer " + stage.FirstToken, "Bearer "
            + stage.FirstToken, "Bearer " + stage.Valid], stage.Api.Requests.Select(request => request.Authorization));
        Assert.Equal(0, stage.ProviderCalls);
    }

    [Fact]
    public async Task An_API_key_is_sent_verbatim_and_a_401_on_it_is_shown_without_a_second_try()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(BrevCredential.FromApiKey(" bak-some.key \n"));

        await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());

        Assert.Equal("Bearer bak-some.key", Assert.Single(stage.Api.Requests).Authorization);
    }
}
