using Brev.Sdk.PackageTests.Applications;
using Brev.Sdk.PackageTests.Feed;

namespace Brev.Sdk.PackageTests;

/// <summary>
/// Trimmed and native applications. They build without a warning and without a suppression, and reflection is not missed.
/// </summary>
[Collection(PackageSuite.Name)]
public sealed class PublishTests(PackageFeed feed)
{
    private const string Trimmed = "<PublishTrimmed>true</PublishTrimmed>";
    private const string Native = "<PublishAot>true</PublishAot><InvariantGlobalization>true</InvariantGlobalization>";

    [Theory]
    [InlineData("net10.0", ".NET 10.")]
    [InlineData("net8.0", ".NET 8.")]
    public async Task A_trimmed_application_calls_every_shape(string framework, string runtime)
    {
        var application = new Consumer(feed, "trimmed-" + framework, "Console")
            .WithProject(framework, Trimmed, ("Brev.Sdk", feed.Version), Consumer.Refit);
        var program = await application.PublishAsync();

        await using var stage = await Stage.StartAsync(feed);
        await stage.CallEveryShapeAsync(application, runtime, program);
    }

    [NativeFact]
    public Task A_native_application_for_net10_calls_every_shape() => CallNativelyAsync("net10.0", ".NET 10.");

    [NativeFact]
    public Task A_native_application_for_net8_calls_every_shape() => CallNativelyAsync("net8.0", ".NET 8.");

    [NativeFact]
    public async Task A_native_hosted_application_gets_the_client_from_its_services_and_calls_every_shape()
    {
        var application = new Consumer(feed, "native-hosted", "Console", "Hosted")
            .WithProject("net10.0", Native, ("Brev.Sdk", feed.Version), Consumer.Refit, ("Microsoft.Extensions.Hosting", "10.0.12"));
        var program = await application.PublishAsync();

        await using var stage = await Stage.StartAsync(feed);
        await stage.CallEveryShapeAsync(application, ".NET 10.", program);
    }

    [NativeFact]
    public async Task One_with_nothing_but_HttpClient_stands_beside_them_in_the_table()
    {
        var application = new Consumer(feed, "native-HttpClient-alone", "HttpClient").WithProject("net10.0", Native);
        var plain = await application.PublishAsync();
        await using var stage = await Stage.StartAsync(feed);
        feed.Add(application.ToRow(runtime: null, await stage.MeasureStartAsync(plain)));
    }

    private async Task CallNativelyAsync(string framework, string runtime)
    {
        var application = new Consumer(feed, "native-" + framework, "Console")
            .WithProject(framework, Native, ("Brev.Sdk", feed.Version), Consumer.Refit);
        var program = await application.PublishAsync();

        await using var stage = await Stage.StartAsync(feed);
        await stage.CallEveryShapeAsync(application, runtime, program);
    }
}
