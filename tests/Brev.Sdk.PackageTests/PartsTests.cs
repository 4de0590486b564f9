using System.Net;
using Brev.Sdk.PackageTests.Applications;
using Brev.Sdk.PackageTests.Feed;

namespace Brev.Sdk.PackageTests;

/// <summary>Applications that bring along the parts that talk to machines and to shared stores.</summary>
[Collection(PackageSuite.Name)]
public sealed class PartsTests(PackageFeed feed)
{
    private static readonly string[] Expected =
        ["load: BrevConnectionException", "lock: BrevConnectionException", "connect: BrevSshException"];

    [Fact]
    public async Task A_program_for_net10_uses_both_parts()
    {
        var application = Create("parts", "net10.0", "10.0.12");
        await application.DotnetAsync("build");
        await RunAsync(application, ".NET 10.", "dotnet", "bin/Debug/net10.0/parts.dll");
    }

    [Fact]
    public async Task A_program_for_net8_uses_both_parts_on_a_net8_runtime()
    {
        var application = Create("parts-net8", "net8.0", "8.0.31");
        await RunAsync(application, ".NET 8.", await application.PublishAsync());
    }

    private Consumer Create(string name, string framework, string dataProtection) =>
        new Consumer(feed, name, "Parts").WithProject(
            framework,
            "",
            ("Brev.Sdk.Redis", feed.Version),
            ("Brev.Sdk.Ssh", feed.Version),
            ("Microsoft.AspNetCore.DataProtection", dataProtection));

    private async Task RunAsync(Consumer application, string runtime, params string[] command)
    {
        await using var stage = await Stage.StartAsync(feed);
        stage.Brev.Workspaces.SshEndpoint = new DnsEndPoint("127.0.0.1", 1);
        var workspace = stage.Brev.Workspaces.Add("machine");
        var result = await stage.RunAsync(application.Folder, [.. command, workspace.Id!]);
        Assert.True(result.ExitCode == 0, result.Output);
        Assert.StartsWith($"runtime: {runtime}", result.Lines[0], StringComparison.Ordinal);
        Assert.Equal(Expected, result.Lines.Skip(1));
        feed.Add(application.ToRow(result.Lines[0]["runtime: ".Length..]));
    }
}
