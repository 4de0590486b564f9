using Brev.Sdk.PackageTests.Applications;
using Brev.Sdk.PackageTests.Feed;

namespace Brev.Sdk.PackageTests;

/// <summary>Applications for .NET 8, which run with a .NET 8 runtime of their own.</summary>
[Collection(PackageSuite.Name)]
public sealed class OlderFrameworkTests(PackageFeed feed)
{
    [Fact]
    public async Task An_application_for_net8_calls_every_shape_on_a_net8_runtime()
    {
        var application = new Consumer(feed, "net8", "Console").WithProject("net8.0", "", ("Brev.Sdk", feed.Version), Consumer.Refit);
        var program = await application.PublishAsync();

        await using var stage = await Stage.StartAsync(feed);
        await stage.CallEveryShapeAsync(application, ".NET 8.", program);
    }

    [Fact]
    public async Task A_hosted_application_for_net8_calls_every_shape_on_a_net8_runtime()
    {
        var application = new Consumer(feed, "hosted-net8", "Console", "Hosted")
            .WithProject("net8.0", "", ("Brev.Sdk", feed.Version), Consumer.Refit, ("Microsoft.Extensions.Hosting", "8.0.1"));
        var program = await application.PublishAsync();

        await using var stage = await Stage.StartAsync(feed);
        await stage.CallEveryShapeAsync(application, ".NET 8.", program);
    }

    [Fact]
    public async Task An_application_in_FSharp_for_net8_calls_every_shape_on_a_net8_runtime()
    {
        var application = new Consumer(feed, "fsharp-net8", "FSharp").WithFSharpProject("net8.0");
        var program = await application.PublishAsync();

        await using var stage = await Stage.StartAsync(feed);
        await stage.CallEveryShapeAsync(application, ".NET 8.", program);
    }

    [Fact]
    public async Task An_application_for_net8_that_holds_the_token_library_back_calls_every_shape()
    {
        // What the token library itself logs with is named too: 8.0.1 of it was never served by every feed, and a restore that takes
        // another version says so (NU1603).
        var application = new Consumer(feed, "holds-tokens", "Console").WithProject(
            "net8.0",
            "",
            ("Brev.Sdk", feed.Version), Consumer.Refit,
            ("Microsoft.IdentityModel.Tokens", "8.0.1"),
            ("Microsoft.IdentityModel.Logging", "8.16.0"));
        var program = await application.PublishAsync();

        await using var stage = await Stage.StartAsync(feed);
        await stage.CallEveryShapeAsync(application, ".NET 8.", program);
    }
}
