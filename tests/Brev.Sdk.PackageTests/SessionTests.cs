using Brev.Sdk.PackageTests.Applications;
using Brev.Sdk.PackageTests.Feed;
using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.PackageTests;

/// <summary>
/// A trimmed application with a session on a real server. It publishes without a warning, of this package, of SSH.NET or of BouncyCastle,
/// which SSH.NET uses for what .NET lacks and which is not marked as safe for trimming.
/// </summary>
[Collection(PackageSuite.Name)]
public sealed class SessionTests(PackageFeed feed)
{
    [SshTheory]
    [InlineData("net10.0", ".NET 10.")]
    [InlineData("net8.0", ".NET 8.")]
    public async Task A_trimmed_application_runs_a_command_and_copies_files(string framework, string runtime)
    {
        var application = new Consumer(feed, "trimmed-ssh-" + framework, "Session").WithProject(
            framework, "<PublishTrimmed>true</PublishTrimmed>", ("Brev.Sdk.Ssh", feed.Version));
        var program = await application.PublishAsync();

        await using var server = await SshServer.StartAsync();
        await using var stage = await Stage.StartAsync(feed);
        stage.Brev.Users.SetSshKey(server.UserKey, server.UserPublicKey);
        stage.Brev.Workspaces.SshEndpoint = server.Endpoint;
        stage.Brev.Workspaces.SshUser = Environment.UserName;
        stage.Brev.Workspaces.SshTakesCertificates = false;
        var result = await stage.RunAsync(application.Folder, program, stage.Brev.Workspaces.Add("machine").Id!, server.Folder);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.StartsWith($"runtime: {runtime}", result.Lines[0], StringComparison.Ordinal);
        Assert.Equal(["run: 0 it's here", "copy: True"], result.Lines.Skip(1));
        feed.Add(application.ToRow(result.Lines[0]["runtime: ".Length..]));
    }
}
