using Brev.Sdk.PackageTests.Applications;
using Brev.Sdk.PackageTests.Feed;
using Brev.Sdk.PackageTests.Processes;

namespace Brev.Sdk.PackageTests;

/// <summary>
/// Applications with a sign-in of their own that cannot work beside the library that the SDK reads tokens with. Nothing else says so before
/// their users are refused.
/// </summary>
[Collection(PackageSuite.Name)]
public sealed class TokenLibraryTests(PackageFeed feed)
{
    [Theory]
    [InlineData("6.33.0", true)]
    [InlineData("7.7.1", false)]
    public async Task A_sign_in_that_would_find_no_signing_keys_is_a_warning_with_the_way_out(string version, bool isWarned)
    {
        var application = new Consumer(feed, "sign-in-" + version, "HttpClient").WithProject(
            "net8.0",
            "<NuGetAudit>false</NuGetAudit>",
            ("Brev.Sdk", feed.Version),
            ("Microsoft.IdentityModel.Protocols.OpenIdConnect", version));

        var built = await Command.RunAsync(application.Folder, feed.DotnetEnvironment, seen: null, ["dotnet", "build"]);

        Assert.True(built.ExitCode == 0, built.Output);
        Assert.Equal(
            isWarned,
            built.Output.Contains(
                """warning BREV2001: This application has Microsoft.IdentityModel.Protocols.OpenIdConnect 6.33.0""",
                StringComparison.Ordinal));
        Assert.Equal(
            isWarned,
            built.Output.Contains(
                """<PackageReference Include="Microsoft.IdentityModel.Protocols.OpenIdConnect" Version="7.7.1" />""",
                StringComparison.Ordinal));
    }
}
