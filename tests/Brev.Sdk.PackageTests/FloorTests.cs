using Brev.Sdk.PackageTests.Applications;
using Brev.Sdk.PackageTests.Feed;
using Brev.Sdk.PackageTests.Processes;

namespace Brev.Sdk.PackageTests;

/// <summary>Applications that hold packages of their own at the first version of their framework.</summary>
[Collection(PackageSuite.Name)]
public sealed class FloorTests(PackageFeed feed)
{
    [Theory]
    [InlineData("net8.0", "Microsoft.Extensions.Logging.Abstractions", "8.0.2")]
    [InlineData("net8.0", "System.Diagnostics.DiagnosticSource", "8.0.1")]
    [InlineData("net8.0", "Microsoft.Extensions.DependencyInjection.Abstractions", "8.0.2")]
    [InlineData("net8.0", "Microsoft.Extensions.Options", "8.0.2")]
    [InlineData("net8.0", "Polly.Core", "8.4.2")]
    [InlineData("net10.0", "Microsoft.Extensions.Logging.Abstractions", "10.0.0")]
    [InlineData("net10.0", "Microsoft.Extensions.Diagnostics.HealthChecks", "10.0.0")]
    [InlineData("net10.0", "Microsoft.Extensions.Hosting", "10.0.0")]
    [InlineData("net10.0", "Polly.Core", "8.4.2")]
    public Task An_application_that_holds_a_package_of_its_own_back_restores(string framework, string id, string version) =>
        RestoreAsync("Brev.Sdk", framework, id, version);

    [Theory]
    [InlineData("net8.0", "Microsoft.Extensions.Options", "8.0.2")]
    [InlineData("net8.0", "StackExchange.Redis", "2.8.16")]
    [InlineData("net10.0", "Microsoft.Extensions.Logging.Abstractions", "10.0.0")]
    [InlineData("net10.0", "StackExchange.Redis", "2.8.16")]
    public Task An_application_with_a_login_in_Redis_that_holds_a_package_of_its_own_back_restores(
        string framework, string id, string version) =>
        RestoreAsync("Brev.Sdk.Redis", framework, id, version);

    [Theory]
    [InlineData("net8.0", "Microsoft.Extensions.Logging.Abstractions", "8.0.3")]
    [InlineData("net10.0", "Microsoft.Extensions.Logging.Abstractions", "10.0.0")]
    public Task An_application_with_sessions_on_machines_that_holds_a_package_of_its_own_back_restores(
        string framework, string id, string version) =>
        RestoreAsync("Brev.Sdk.Ssh", framework, id, version);

    private Task<CommandResult> RestoreAsync(string package, string framework, string id, string version) =>
        new Consumer(feed, $"holds-{package}-{framework}-{id}", "Console")
            .WithProject(framework, "", (package, feed.Version), (id, version))
            .DotnetAsync("restore");
}
