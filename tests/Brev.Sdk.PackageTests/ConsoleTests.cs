using System.Text.RegularExpressions;
using Brev.Sdk.PackageTests.Applications;
using Brev.Sdk.PackageTests.Feed;

namespace Brev.Sdk.PackageTests;

/// <summary>Applications that run with the shared runtime of this machine, .NET 10.</summary>
[Collection(PackageSuite.Name)]
public sealed partial class ConsoleTests(PackageFeed feed)
{
    [Fact]
    public async Task A_console_application_made_by_dotnet_new_and_dotnet_add_package_calls_every_shape()
    {
        var application = new Consumer(feed, "console");
        await application.DotnetAsync("new", "console", "--no-restore");
        // As the README says, without a version.
        await application.DotnetAsync("add", "package", "Brev.Sdk", "--prerelease");
        await application.DotnetAsync("add", "package", "Refit", "--version", Consumer.Refit.Version);
        _ = new Consumer(feed, "console", "Console");
        await application.DotnetAsync("build", "--no-restore");

        await using var stage = await Stage.StartAsync(feed);
        await stage.CallEveryShapeAsync(application, ".NET 10.", "dotnet", "bin/Debug/net10.0/console.dll");
    }

    [Fact]
    public async Task A_hosted_application_gets_the_client_from_its_services_and_calls_every_shape()
    {
        var application = new Consumer(feed, "hosted", "Console", "Hosted")
            .WithProject("net10.0", "", ("Brev.Sdk", feed.Version), Consumer.Refit, ("Microsoft.Extensions.Hosting", "10.0.12"));
        await application.DotnetAsync("build");

        await using var stage = await Stage.StartAsync(feed);
        await stage.CallEveryShapeAsync(application, ".NET 10.", "dotnet", "bin/Debug/net10.0/hosted.dll");
    }

    [Fact]
    public async Task A_program_in_one_file_calls_every_shape()
    {
        var application = new Consumer(feed, "one-file", "Console");
        string[] files = ["Program.cs", "CallsOfEveryShape.cs"];
        var text = string.Concat(files.Select(file =>
            UsingLine().Replace(File.ReadAllText(Path.Combine(application.Folder, file)), "")));
        foreach (var file in files)
        {
            File.Delete(Path.Combine(application.Folder, file));
        }

        await File.WriteAllTextAsync(
            Path.Combine(application.Folder, "app.cs"), 
            $"#:package Brev.Sdk@{feed.Version}\n#:package Refit@{Consumer.Refit.Version}\n"
                + $"using System.Text.Json.Serialization;\nusing Brev.Sdk;\n{text}");
        await application.DotnetAsync("build", "app.cs");

        await using var stage = await Stage.StartAsync(feed);
        await stage.CallEveryShapeAsync(application, ".NET 10.", "dotnet", "run", "--no-build", "app.cs");
    }

    [Fact]
    public async Task An_application_in_FSharp_calls_every_shape()
    {
        var application = new Consumer(feed, "fsharp", "FSharp").WithFSharpProject("net10.0");
        await application.DotnetAsync("build");

        await using var stage = await Stage.StartAsync(feed);
        await stage.CallEveryShapeAsync(application, ".NET 10.", "dotnet", "bin/Debug/net10.0/fsharp.dll");
    }

    [GeneratedRegex("^using [A-Za-z.]+;", RegexOptions.Multiline)]
    private static partial Regex UsingLine();
}
