using System.Net;
using Brev.Sdk.PackageTests.Feed;
using Brev.Sdk.PackageTests.Processes;
using Brev.Sdk.Testing;

namespace Brev.Sdk.PackageTests.Applications;

/// <summary>
/// A fake Brev in the process of the test, for an application in a process of its own, whose home has a login that ended an hour ago and a
/// refresh token that is good.
/// </summary>
public sealed class Stage : IAsyncDisposable
{
    private const int Members = 5;
    private const int Starts = 7;
    private static readonly TimeSpan Age = TimeSpan.FromHours(2);
    private readonly PackageFeed _feed;
    private readonly string _home;

    private Stage(PackageFeed feed, FakeBrev brev)
    {
        _feed = feed;
        Brev = brev;
        _home = Path.Combine(feed.Root, "homes", Guid.NewGuid().ToString("n"));
        Directory.CreateDirectory(_home);
    }

    /// <summary>The fake.</summary>
    public FakeBrev Brev { get; }

    /// <summary>Starts the fake and signs the application in.</summary>
    public static async Task<Stage> StartAsync(PackageFeed feed)
    {
        var brev = await FakeBrev.StartAsync(new FakeBrevOptions { StartTime = DateTimeOffset.UtcNow - Age });
        var stage = new Stage(feed, brev);
        brev.Organizations.AddMembers(brev.Organizations.Default.Id!, Members);
        brev.Paging.DefaultSize = 2;
        await brev.WriteCredentialsFileAsync(Path.Combine(stage._home, ".brev", "credentials.json"));
        brev.Clock.Advance(Age);
        brev.Requests.FailNext("GetOrganization", HttpStatusCode.Unauthorized);
        return stage;
    }

    /// <summary>
    /// Runs a program that makes a call of every shape, and looks at both ends of them. The application gets its line in the table.
    /// </summary>
    /// <param name="application">The application.</param>
    /// <param name="runtime">How the description of its runtime begins.</param>
    /// <param name="command">The program and its arguments.</param>
    public async Task CallEveryShapeAsync(Consumer application, string runtime, params string[] command)
    {
        var result = await RunAsync(application.Folder, command);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', command)} ended with {result.ExitCode}:\n{result.Output}");
        var organization = Brev.Organizations.Default;
        var workspace = Assert.Single(Brev.Workspaces.All);
        Assert.Equal("consumer", workspace.Name);
        string[] expected =
        [
            $"get: {Brev.Users.Current.Id}",
            $"list: {organization.Name}",
            $"create: {workspace.Id}",
            $"paged: {Brev.Organizations.MembersOf(organization.Id!).Count}",
            .. application.HasOwnEndpoint ? [$"own endpoint: {Brev.Users.Current.Id}"] : Array.Empty<string>(),
            "error: NotFound",
            "refresh: another token",
            $"resend: {organization.Name}",
            "device login: waits",
            "device login: signed in",
        ];
        Assert.StartsWith($"runtime: {runtime}", result.Lines[0], StringComparison.Ordinal);
        Assert.Equal(expected, result.Lines.Skip(1));
        Assert.Empty(Brev.Requests.Violations);
        Assert.Equal(2, Brev.Requests.For("GetOrganization").Select(request => request.BearerToken).Distinct().Count());
        TimeSpan? start = MeasuresItsStart(application) ? await MeasureStartAsync(command[0]) : null;
        _feed.Add(application.ToRow(result.Lines[0]["runtime: ".Length..], start));
    }

    /// <summary>The shortest time of several starts with one call, because the machine has other work.</summary>
    /// <param name="program">The path of a program that makes one call when it is told to start.</param>
    public async Task<TimeSpan> MeasureStartAsync(string program)
    {
        var best = TimeSpan.MaxValue;
        for (var start = 0; start < Starts; start++)
        {
            var result = await RunAsync(Path.GetDirectoryName(program)!, program, "start");
            Assert.True(result.ExitCode == 0, result.Output);
            Assert.Equal([$"get: {Brev.Users.Current.Id}"], result.Lines);
            best = result.Elapsed < best ? result.Elapsed : best;
        }

        return best;
    }

    /// <summary>Runs a program against the fake and approves its device login as soon as it waits for one.</summary>
    public Task<CommandResult> RunAsync(string folder, params string[] command)
    {
        var environment = new Dictionary<string, string?>(_feed.DotnetEnvironment)
        {
            ["HOME"] = _home,
            ["USERPROFILE"] = _home,
            ["Logging__LogLevel__Default"] = "Warning",
        };
        // The program without an SDK gets a token of its own; the others have the file.
        environment["BREV_API_TOKEN"] = Brev.Tokens.IssueFor();
        foreach (var name in (string[])["BREV_API_KEY", "BREV_AUTH0_URL", "BREV_AUTH0_ISSUER_URL"])
        {
            environment[name] = null;
        }

        foreach (var (name, value) in Brev.EnvironmentVariables)
        {
            environment[name] = value;
        }

        return Command.RunAsync(folder, environment, Approve, command);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Brev.DisposeAsync();

    /// <summary>A published program that is not hosted makes one call when it is told to start.</summary>
    private static bool MeasuresItsStart(Consumer application) =>
        application.Form is not "framework-dependent" && !application.Name.Contains("hosted", StringComparison.Ordinal);

    private void Approve(string line)
    {
        if (line.Contains("device login: waits", StringComparison.Ordinal))
        {
            Brev.IdentityProvider.ApproveLogin();
        }
    }
}
