using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Organizations;

public sealed class FindOrganizationTests
{
    [Theory]
    [InlineData("dev-hq")]
    [InlineData("DEV-HQ")]
    [InlineData(" dev-hq ")]
    [InlineData("organization-1")]
    public async Task An_organization_is_found_by_name_in_any_case_and_by_id(string nameOrId)
    {
        await using var fake = await FakeBrev.StartAsync();
        using var client = new BrevClient(fake.CreateOptions());

        Assert.Equal("organization-1", (await client.FindOrganizationAsync(nameOrId)).Id);
    }

    [Fact]
    public async Task A_name_that_is_not_there_is_an_error_that_names_the_choices()
    {
        await using var fake = await FakeBrev.StartAsync();
        using var client = new BrevClient(fake.CreateOptions());

        var exception = await Assert.ThrowsAsync<BrevOrganizationException>(() => client.FindOrganizationAsync("hq"));

        Assert.Equal(
            "No organization has the name or the id 'hq'. Use one of yours. Yours are 'dev-hq' (organization-1).", exception.Message);
    }

    [Fact]
    public async Task A_name_of_several_is_an_error_that_names_them()
    {
        await using var fake = await FakeBrev.StartAsync();
        fake.Organizations.Add("Dev-HQ", fake.Users.Current.Id!);
        fake.Organizations.Add("other", fake.Users.Current.Id!);
        using var client = new BrevClient(fake.CreateOptions());

        var exception = await Assert.ThrowsAsync<BrevOrganizationException>(() => client.FindOrganizationAsync("dev-hq"));

        Assert.Equal(["organization-1", "organization-2"], exception.Choices.Select(static choice => choice.Id));
    }

    [Fact]
    public async Task A_user_without_an_organization_is_told_to_create_one()
    {
        await using var fake = await FakeBrev.StartAsync();
        fake.Organizations.RemoveMember("organization-1", fake.Users.Current.Id!);
        using var client = new BrevClient(fake.CreateOptions());

        var exception = await Assert.ThrowsAsync<BrevOrganizationException>(() => client.GetActiveOrganizationAsync());

        Assert.Contains("CreateOrganizationAsync", exception.Message, StringComparison.Ordinal);
    }
}
