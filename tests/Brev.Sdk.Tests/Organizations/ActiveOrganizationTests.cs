using System.Net;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Organizations;

public sealed class ActiveOrganizationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string ActiveFile => _folder.File("active_org.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_organization_that_the_CLI_keeps_is_the_active_one()
    {
        await using var fake = await FakeBrev.StartAsync();
        var other = fake.Organizations.Add("other", fake.Users.Current.Id!);
        Write($$"""{"id":"{{other.Id}}","name":"an older name","userNetworkId":""}""");
        await using var login = await SignInAsync(fake);
        using var client = new BrevClient(fake.CreateOptions(login));

        var found = await client.GetActiveOrganizationAsync();

        Assert.Equal((other.Id, "other"), (found.Id, found.Name));
    }

    [Fact]
    public async Task One_that_is_gone_is_an_error_that_names_the_choices()
    {
        await using var fake = await FakeBrev.StartAsync();
        Write("""{"id":"gone-1","name":"old-hq"}""");
        await using var login = await SignInAsync(fake);
        using var client = new BrevClient(fake.CreateOptions(login));

        var exception = await Assert.ThrowsAsync<BrevOrganizationException>(() => client.GetActiveOrganizationAsync());

        Assert.Contains("'old-hq' (gone-1)", exception.Message, StringComparison.Ordinal);
        Assert.Contains("dev-hq", exception.Message, StringComparison.Ordinal);
        Assert.Equal(fake.Organizations.Default.Id, Assert.Single(exception.Choices).Id);
    }

    [Fact]
    public async Task An_outage_is_not_taken_for_an_organization_that_is_gone()
    {
        await using var fake = await FakeBrev.StartAsync();
        Write($$"""{"id":"{{fake.Organizations.Default.Id}}"}""");
        await using var login = await SignInAsync(fake);
        using var client = new BrevClient(fake.CreateOptions(login));
        fake.Requests.FailNext("GetOrganization", HttpStatusCode.ServiceUnavailable);

        Assert.True((await Assert.ThrowsAsync<BrevApiException>(() => client.GetActiveOrganizationAsync())).IsTransient);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"id":"","name":""}""")]
    public async Task The_only_organization_is_the_active_one_where_none_is_remembered(string? content)
    {
        await using var fake = await FakeBrev.StartAsync();
        Write(content);
        await using var login = await SignInAsync(fake);
        using var client = new BrevClient(fake.CreateOptions(login));

        Assert.Equal("dev-hq", (await client.GetActiveOrganizationAsync()).Name);
    }

    [Fact]
    public async Task Of_several_organizations_none_is_guessed()
    {
        await using var fake = await FakeBrev.StartAsync();
        fake.Organizations.Add("other", fake.Users.Current.Id!);
        using var client = new BrevClient(fake.CreateOptions());

        Assert.Equal(2, (await Assert.ThrowsAsync<BrevOrganizationException>(() => client.GetActiveOrganizationAsync())).Choices.Count);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task A_damaged_file_is_an_error_that_names_it(string content)
    {
        await using var fake = await FakeBrev.StartAsync();
        Write(content);
        await using var login = await SignInAsync(fake);
        using var client = new BrevClient(fake.CreateOptions(login));

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(() => client.GetActiveOrganizationAsync());

        Assert.Contains(ActiveFile, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_organization_of_an_API_key_is_its_own_and_is_found_without_asking_who_is_calling()
    {
        await using var fake = await FakeBrev.StartAsync();
        var other = fake.Organizations.Add("other", fake.Users.Current.Id!);
        var key = fake.Tokens.AddApiKey(organizationId: other.Id);
        Write($$"""{"id":"{{fake.Organizations.Default.Id}}"}""");
        await File.WriteAllTextAsync(
            _folder.File(), $$"""{"access_token":"","refresh_token":"","api_key":"{{key}}","api_key_org_id":"{{other.Id}}"}""");
        await using var login = BrevCredential.FromCredentialsFile(_folder.File(), fake.CreateCredentialOptions());
        using var client = new BrevClient(fake.CreateOptions(login));

        Assert.Equal("other", (await client.GetActiveOrganizationAsync()).Name);
        Assert.Empty(fake.Requests.For("GetCurrentUser"));
    }

    [Fact]
    public async Task A_key_that_may_not_read_its_organization_still_has_it()
    {
        await using var fake = await FakeBrev.StartAsync();
        var key = fake.Tokens.AddApiKey(organizationId: fake.Organizations.Default.Id);
        await File.WriteAllTextAsync(
            _folder.File(), $$"""{"access_token":"","refresh_token":"","api_key":"{{key}}","api_key_org_id":"organization-1"}""");
        await using var login = BrevCredential.FromCredentialsFile(_folder.File(), fake.CreateCredentialOptions());
        using var client = new BrevClient(fake.CreateOptions(login));
        fake.Requests.FailNext("GetOrganization", HttpStatusCode.NotFound);

        Assert.Equal("organization-1", (await client.GetActiveOrganizationAsync()).Name);
    }

    [Fact]
    public async Task A_key_alone_has_the_one_organization_that_it_sees()
    {
        await using var fake = await FakeBrev.StartAsync();
        var other = fake.Organizations.Add("other", fake.Users.Current.Id!);
        using var client = new BrevClient(fake.CreateOptions(BrevCredential.FromApiKey(fake.Tokens.AddApiKey(organizationId: other.Id))));

        Assert.Equal("other", (await client.GetActiveOrganizationAsync()).Name);
    }

    [Theory]
    [InlineData("OTHER")]
    [InlineData("organization-2")]
    public async Task An_organization_is_made_active_as_the_CLI_writes_it(string nameOrId)
    {
        await using var fake = await FakeBrev.StartAsync();
        fake.Organizations.Add("other", fake.Users.Current.Id!);
        await using var login = await SignInAsync(fake);
        using var client = new BrevClient(fake.CreateOptions(login));

        await client.SetActiveOrganizationAsync(nameOrId);

        Assert.Equal(
            "{\n \"id\": \"organization-2\",\n \"name\": \"other\",\n \"userNetworkId\": \"\"\n}", await File.ReadAllTextAsync(ActiveFile));
        Assert.Equal("other", (await client.GetActiveOrganizationAsync()).Name);
    }

    [Fact]
    public async Task An_API_key_makes_no_other_organization_active()
    {
        await using var fake = await FakeBrev.StartAsync();
        using var client = new BrevClient(fake.CreateOptions(BrevCredential.FromApiKey(fake.Tokens.AddApiKey())));

        var exception = await Assert.ThrowsAsync<BrevException>(() => client.SetActiveOrganizationAsync("dev-hq"));

        Assert.Contains("API key", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_in_memory_has_no_place_for_an_active_organization()
    {
        await using var fake = await FakeBrev.StartAsync();
        using var client = new BrevClient(fake.CreateOptions());

        await Assert.ThrowsAsync<BrevException>(() => client.SetActiveOrganizationAsync("dev-hq"));
    }

    private void Write(string? content)
    {
        if (content is not null)
        {
            File.WriteAllText(ActiveFile, content);
        }
    }

    private async Task<BrevCredential> SignInAsync(FakeBrev fake)
    {
        await fake.WriteCredentialsFileAsync(_folder.File());
        return BrevCredential.FromCredentialsFile(_folder.File(), fake.CreateCredentialOptions());
    }
}
