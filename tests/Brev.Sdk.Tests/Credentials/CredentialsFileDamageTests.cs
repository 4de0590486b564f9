using Brev.Sdk.Credentials;
using Brev.Sdk.Tests.Authentication;

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
    public async Task A_damaged_file_is_an_error_that_names_the_file_and_quotes_nothing_of_it(string content)
    {
        await System.IO.File.WriteAllTextAsync(File, content);

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(async () => await new CredentialsFileStore(File).LoadAsync(default));

        Assert.Contains(File, exception.Message, StringComparison.Ordinal);
        Assert.Contains("brev login", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_file_is_an_error_that_says_so()
    {
        Directory.CreateDirectory(File);

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(async () => await new CredentialsFileStore(File).LoadAsync(default));

        Assert.Contains(File, exception.Message, StringComparison.Ordinal);
    }
}
