using Brev.Sdk.PackageTests.Applications;
using Brev.Sdk.PackageTests.Feed;
using Xunit.Abstractions;

namespace Brev.Sdk.PackageTests;

/// <summary>Trimmed and native applications. They build without a warning and without a suppression, and reflection is not missed.</summary>
[Collection(PackageSuite.Name)]
public sealed class PublishTests(PackageFeed feed, ITestOutputHelper output)
{
    private const int Starts = 7;
    private const string Trimmed = "<PublishTrimmed>true</PublishTrimmed>";
    private const string Native = "<PublishAot>true</PublishAot><InvariantGlobalization>true</InvariantGlobalization>";

    [Theory]
    [InlineData("net10.0", ".NET 10.")]
    [InlineData("net8.0", ".NET 8.")]
    public async Task A_trimmed_application_calls_every_shape(string framework, string runtime)
    {
        var application = new Consumer(feed, "trimmed-" + framework, "Console").WithProject(framework, Trimmed, ("Brev.Sdk", feed.Version));
        var program = await application.PublishAsync();
        output.WriteLine($"trimmed, {framework}: {SizeOf(Path.GetDirectoryName(program)!):0.0} MB in all");

        await using var stage = await Stage.StartAsync(feed);
        await stage.CallEveryShapeAsync(application.Folder, runtime, program);
    }

    [NativeFact]
    public Task A_native_application_for_net10_calls_every_shape() => CallNativelyAsync("net10.0", ".NET 10.");

    [NativeFact]
    public Task A_native_application_for_net8_calls_every_shape() => CallNativelyAsync("net8.0", ".NET 8.");

    [NativeFact]
    public async Task A_native_application_is_told_beside_one_with_nothing_but_HttpClient()
    {
        var plain = await new Consumer(feed, "plain", "HttpClient").WithProject("net10.0", Native).PublishAsync();
        await using var stage = await Stage.StartAsync(feed);
        output.WriteLine($"HttpClient, native, net10.0: {MegabytesOf(plain):0.0} MB, start and one call {await StartAsync(stage, plain)} ms");
        Assert.True(MegabytesOf(plain) > 0);
    }

    private async Task CallNativelyAsync(string framework, string runtime)
    {
        var application = new Consumer(feed, "native-" + framework, "Console").WithProject(framework, Native, ("Brev.Sdk", feed.Version));
        var program = await application.PublishAsync();

        await using var stage = await Stage.StartAsync(feed);
        await stage.CallEveryShapeAsync(application.Folder, runtime, program);
        output.WriteLine($"Brev.Sdk, native, {framework}: {MegabytesOf(program):0.0} MB, start and one call {await StartAsync(stage, program)} ms");
    }

    /// <summary>The best of several, because the machine has other work.</summary>
    private static async Task<long> StartAsync(Stage stage, string program)
    {
        var best = TimeSpan.MaxValue;
        for (var start = 0; start < Starts; start++)
        {
            var result = await stage.RunAsync(Path.GetDirectoryName(program)!, program, "start");
            Assert.True(result.ExitCode == 0, result.Output);
            best = result.Elapsed < best ? result.Elapsed : best;
        }

        return (long)best.TotalMilliseconds;
    }

    private static double MegabytesOf(string file) => new FileInfo(file).Length / 1e6;

    private static double SizeOf(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".pdb", StringComparison.Ordinal)).Sum(MegabytesOf);
}
