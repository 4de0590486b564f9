using Brev.Sdk.PackageTests.Applications;
using Brev.Sdk.PackageTests.Feed;
using Brev.Sdk.PackageTests.Processes;

namespace Brev.Sdk.PackageTests;

/// <summary>The sixteen tasks of a new user, compiled against the packages as a user gets them, and run against a fake.</summary>
[Collection(PackageSuite.Name)]
public sealed class SamplesTests(PackageFeed feed)
{
    private const int MostLines = 15;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Consumers", "Samples");

    private static readonly string[] Expected =
    [
        "list mine: workshop on g6e.xlarge: RUNNING",
        "cheapest with 40 GB that can be stopped: L40S on g6e.xlarge at aws: 2.23 an hour",
        "create and wait for SSH with progress: train-1 takes SSH connections",
        "create that times out: train-2 was created",
        "stop, start, delete and wait: stopped, started and gone",
        "dependency injection: signed in as dev",
        "keyed dependency injection: first is dev",
        "second is other",
        "health: Brev is Healthy",
        "OpenTelemetry: Brev ListOrganizations",
        "errors: not found: 404",
        "mocks and fake: mocked",
        "Failed",
        "paging: 5 members",
        "secrets: HF_TOKEN has 2 versions",
        "nodes and ports: spark: 8080 is open",
        "own endpoint: /api/me says dev",
        "sign-in: signed in: dev@example.com, 1 organization",
        "violations: 0",
    ];

    private static readonly string[] Names =
        [.. Directory.GetFiles(Folder, "*.cs").Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => name != "Program").Order()];

    public static TheoryData<string> Samples => [.. Names];

    [Fact]
    public void There_is_a_sample_for_each_of_the_sixteen_tasks() => Assert.Equal(16, Names.Length);

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_takes_at_most_fifteen_lines_of_its_own(string sample) => Assert.InRange(CountOwnLines(sample), 1, MostLines);

    /// <summary>Otherwise the count of lines would say nothing.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void A_line_of_a_sample_holds_one_statement_and_at_most_140_columns(string sample) => Assert.All(
        File.ReadLines(Path.Combine(Folder, sample + ".cs")),
        static line => Assert.True(line.Length <= 140 && line.Count(static character => character == ';') <= 1, line));

    [Fact]
    public async Task The_samples_compile_without_a_warning_and_do_what_they_say()
    {
        var application = new Consumer(feed, "samples", "Samples").WithProject(
            "net10.0",
            "",
            ("Brev.Sdk.Testing", feed.Version),
            ("Microsoft.Extensions.Diagnostics.HealthChecks", "10.0.12"),
            ("Microsoft.Extensions.Hosting", "10.0.12"),
            ("NSubstitute", "5.3.0"),
            ("OpenTelemetry.Extensions.Hosting", "1.20.1"),
            Consumer.Refit,
            ("xunit.assert", "2.9.3"));
        await application.DotnetAsync("build");

        var run = await Command.RunAsync(application.Folder, Variables(), seen: null, "dotnet", "bin/Debug/net10.0/samples.dll");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.All(Expected, line => Assert.Contains(line, run.Lines));
    }

    /// <summary>A home without a login, and no login in the variables.</summary>
    private Dictionary<string, string?> Variables()
    {
        var home = Directory.CreateDirectory(Path.Combine(feed.Root, "homes", "samples")).FullName;
        return new Dictionary<string, string?>(feed.DotnetEnvironment)
        {
            ["HOME"] = home, ["USERPROFILE"] = home, ["BREV_API_KEY"] = null, ["BREV_API_TOKEN"] = null, ["BREV_ORG_ID"] = null,
            ["Logging__LogLevel__Default"] = "Warning",
        };
    }

    /// <summary>What stands between the marks, without blank lines: the rest of a file only lets it be called.</summary>
    private static int CountOwnLines(string sample)
    {
        var (own, isOwn) = (0, false);
        foreach (var line in File.ReadLines(Path.Combine(Folder, sample + ".cs")).Select(static line => line.Trim()))
        {
            isOwn = line == "// begin" || (isOwn && line != "// end");
            own += isOwn && line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal) ? 1 : 0;
        }

        return own;
    }
}
