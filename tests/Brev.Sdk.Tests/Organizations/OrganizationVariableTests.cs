using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Diagnostics;

namespace Brev.Sdk.Tests.Organizations;

/// <summary>The variable BREV_ORG_ID belongs to the whole process, so that no other test may run beside these.</summary>
[Collection(Alone.Name)]
public sealed class OrganizationVariableTests : IDisposable
{
    private const string Variable = "BREV_ORG_ID";

    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        _folder.Dispose();
    }

    [Fact]
    public async Task BREV_ORG_ID_is_the_organization_of_a_login_in_memory()
    {
        await using var fake = await FakeBrev.StartAsync();
        var second = AddSecond(fake);
        using var client = new BrevClient(WithDefaultOrganization(fake.CreateOptions()));

        Assert.Equal("second", (await client.GetActiveOrganizationAsync()).Name);
        Assert.Equal(second, (await client.SearchInstanceTypesAsync(new InstanceTypeQuery()))[0].OrganizationId);
    }

    [Fact]
    public async Task BREV_ORG_ID_is_the_organization_of_an_API_key_that_names_none()
    {
        await using var fake = await FakeBrev.StartAsync();
        var second = AddSecond(fake);
        await using var key = BrevCredential.FromApiKey(fake.Tokens.AddApiKey(organizationId: second));
        using var client = new BrevClient(WithDefaultOrganization(fake.CreateOptions(key)));

        Assert.Equal(second, (await client.GetActiveOrganizationAsync()).Id);
    }

    [Fact]
    public async Task BREV_ORG_ID_has_no_say_over_the_organization_that_the_CLI_keeps()
    {
        await using var fake = await FakeBrev.StartAsync();
        AddSecond(fake);
        await fake.WriteCredentialsFileAsync(_folder.File("credentials.json"));
        await File.WriteAllTextAsync(_folder.File("active_org.json"), $$"""{"id":"{{fake.Organizations.Default.Id}}","name":"dev-hq"}""");
        await using var login = BrevCredential.FromCredentialsFile(_folder.File("credentials.json"), fake.CreateCredentialOptions());
        using var client = new BrevClient(WithDefaultOrganization(fake.CreateOptions(login)));

        Assert.Equal(fake.Organizations.Default.Id, (await client.GetActiveOrganizationAsync()).Id);
    }

    [Fact]
    public async Task A_BREV_ORG_ID_that_is_gone_is_named_with_the_choices()
    {
        await using var fake = await FakeBrev.StartAsync();
        Environment.SetEnvironmentVariable(Variable, "gone-1");
        using var client = new BrevClient(WithDefaultOrganization(fake.CreateOptions()));

        var failure = await Assert.ThrowsAsync<BrevOrganizationException>(() => client.GetActiveOrganizationAsync());

        Assert.Contains("BREV_ORG_ID", failure.Message, StringComparison.Ordinal);
        Assert.Contains("dev-hq", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_of_the_fake_does_not_ask_the_environment()
    {
        await using var fake = await FakeBrev.StartAsync();
        Environment.SetEnvironmentVariable(Variable, "gone-1");
        using var client = new BrevClient(fake.CreateOptions());

        Assert.Equal(fake.Organizations.Default.Id, (await client.GetActiveOrganizationAsync()).Id);
    }

    [Fact]
    public async Task The_option_counts_in_place_of_the_variable()
    {
        await using var fake = await FakeBrev.StartAsync();
        var second = AddSecond(fake);
        Environment.SetEnvironmentVariable(Variable, "gone-1");
        var options = fake.CreateOptions();
        options.OrganizationId = second;
        using var client = new BrevClient(options);

        Assert.Equal("second", (await client.GetActiveOrganizationAsync()).Name);
    }

    /// <summary>As an application's own options are.</summary>
    private static BrevClientOptions WithDefaultOrganization(BrevClientOptions options)
    {
        options.OrganizationId = new BrevClientOptions().OrganizationId;
        return options;
    }

    private static string AddSecond(FakeBrev fake)
    {
        var second = fake.Organizations.Add("second", fake.Users.Current.Id!).Id!;
        Environment.SetEnvironmentVariable(Variable, second);
        return second;
    }
}
