using Brev.Sdk.Credentials;
using Brev.Sdk.Stores;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Conventions;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>What else may stand where the credentials file should be.</summary>
public sealed class CredentialsFileDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"access_token":"canary""")]
    [InlineData("""{"access_token":{"canary":1}}""")]
    [InlineData("""{"access_token":7}""")]
    [InlineData("""["canary"]""")]
    [InlineData("canary")]
    [InlineData("""{"access_token":"canary",}""")]
    [InlineData("{\"access_token\":\"\\ud800canary\"}")]
    [InlineData("{\"access_token\":\"canary\"} canary")]
    [InlineData("{\"access_token\":\"canary\"}{}")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData("{\"access_token\":\"canary\"}\0\0\0\0")]
    [InlineData("{\"access_token\":true}")]
    [InlineData("{\"refresh_token\":[\"canary\"]}")]
    [InlineData("{\"api_key\":0}")]
    public async Task A_damaged_file_is_an_error_that_names_the_file_and_quotes_nothing_of_it(string content)
    {
        await System.IO.File.WriteAllTextAsync(File, content);

        var exception =
            await Assert.ThrowsAsync<BrevConfigurationException>(async () => await new CredentialsFileStore(File).LoadAsync(default));

        Assert.Contains(File, exception.Message, StringComparison.Ordinal);
        Assert.Contains("brev login", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_file_is_an_error_that_says_so()
    {
        Directory.CreateDirectory(File);

        var exception =
            await Assert.ThrowsAsync<BrevConfigurationException>(async () => await new CredentialsFileStore(File).LoadAsync(default));

        Assert.Contains(File, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"access_token":"first","access_token":"second"}""")]
    [InlineData("""{"access_token":"first","ACCESS_TOKEN":"second"}""")]
    public async Task Of_a_member_that_is_there_twice_the_last_counts_as_for_the_CLI(string content)
    {
        await System.IO.File.WriteAllTextAsync(File, content);

        Assert.Equal("second", (await new CredentialsFileStore(File).LoadAsync(default))!.AccessToken);
    }

    [Fact]
    public async Task A_file_of_two_megabytes_is_no_credentials_file_and_a_new_login_replaces_it()
    {
        await System.IO.File.WriteAllTextAsync(File, "{\"access_token\":\"" + new string('x', 2 * 1024 * 1024) + "\"}");
        var store = new CredentialsFileStore(File);

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(async () => await store.LoadAsync(default));
        await store.SaveAsync(new BrevStoredCredential { AccessToken = "new" }, default);

        Assert.Contains($"'{File}' is larger than a megabyte", exception.Message, StringComparison.Ordinal);
        Assert.Equal("new", CredentialsFile.AccessToken(File));
    }

    [Fact]
    public async Task A_file_of_a_megabyte_is_read_to_its_end()
    {
        var token = new string('x', (1024 * 1024) - 19);
        await System.IO.File.WriteAllTextAsync(File, "{\"access_token\":\"" + token + "\"}");

        Assert.Equal(1024 * 1024, new FileInfo(File).Length);
        Assert.Equal(token, (await new CredentialsFileStore(File).LoadAsync(default))!.AccessToken);
    }

    [LinkFact]
    public async Task A_device_without_end_is_no_credentials_file()
    {
        System.IO.File.CreateSymbolicLink(File, OperatingSystem.IsWindows() ? "CON" : "/dev/zero");

        var exception =
            await Assert.ThrowsAsync<BrevConfigurationException>(async () => await new CredentialsFileStore(File).LoadAsync(default));

        Assert.Contains(File, exception.Message, StringComparison.Ordinal);
    }

    [LinkFact]
    public async Task Links_that_lead_round_in_a_circle_are_an_error_that_says_so_wherever_they_are_met()
    {
        System.IO.File.CreateSymbolicLink(File, _folder.File("other"));
        System.IO.File.CreateSymbolicLink(_folder.File("other"), File);
        var store = new CredentialsFileStore(File);

        foreach (var step in new Func<Task>[]
        {
            async () => await store.LoadAsync(default),
            async () => await store.LockAsync(default),
            async () => await store.SaveAsync(new BrevStoredCredential { AccessToken = "new" }, default),
            () => BrevLogin.SignOutAsync(new BrevLoginOptions { CredentialsPath = File }),
        })
        {
            Assert.Contains(File, (await Assert.ThrowsAsync<BrevConfigurationException>(step)).Message, StringComparison.Ordinal);
        }
    }

    [LinkFact]
    public async Task A_link_to_nowhere_means_that_nobody_is_signed_in_and_a_login_is_stored_where_it_points_to()
    {
        var target = Path.Combine(_folder.Path, "later", "login.json");
        System.IO.File.CreateSymbolicLink(File, target);
        var store = new CredentialsFileStore(File);

        Assert.Null(await store.LoadAsync(default));
        await store.SaveAsync(new BrevStoredCredential { AccessToken = "new" }, default);

        Assert.Equal(("new", target), (CredentialsFile.AccessToken(target), new FileInfo(File).LinkTarget));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_no_file_that_was_cut_off()
    {
        Directory.CreateDirectory(File);

        var reading = await new CredentialsFileStore(File).ReadAsync(null, default);

        Assert.NotNull(reading.Fault);
        Assert.False(reading.IsTorn);
    }
}
