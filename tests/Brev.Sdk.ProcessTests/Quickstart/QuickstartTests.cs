using System.Diagnostics;
using System.Globalization;
using Brev.Sdk.Tests.Processes;

namespace Brev.Sdk.ProcessTests.Quickstart;

/// <summary>The sample, run as a reader runs it.</summary>
public sealed class QuickstartTests
{
    // In its own folder, beside the packages that it is run with.
    private static readonly string Program = Path.Combine(
        AppContext.BaseDirectory.Replace(
            Path.Combine("tests", "Brev.Sdk.ProcessTests"), Path.Combine("src", "Brev.Sdk.Quickstart"), StringComparison.Ordinal),
        "Brev.Sdk.Quickstart.dll");

    [Fact]
    public async Task It_lives_through_a_workspaces_life_and_says_so_without_control_codes()
    {
        var run = await ProgramRun.OfAsync(Program, []);

        Assert.Equal("", run.Errors);
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.All(
            [
                "Signed in as", "Per hour", "An hour on", "DEPLOYING", "RUNNING", "SSH through", "COMPLETED", "nvidia-smi over SSH",
                "calls that waited for the refresh: none", "answered 401", "answered 403", "STOPPED", "is absent. It has cost USD",
                "What happened",
            ],
            text => Assert.Contains(text, run.Output, StringComparison.Ordinal));
    }

    [SshServerFact]
    public async Task It_runs_a_program_on_the_machine_where_an_SSH_server_is_installed()
    {
        var run = await ProgramRun.OfAsync(Program, []);

        Assert.Contains("$ nvidia-smi", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Not shown, because", run.Output, StringComparison.Ordinal);
    }

    [SshServerFact]
    public async Task It_leaves_neither_a_server_nor_keys_behind_when_it_is_told_to_end()
    {
        var temporary = Directory.CreateTempSubdirectory("quickstart-");
        var start = new ProcessStartInfo("dotnet", [Program]) { RedirectStandardOutput = true };
        start.Environment["TMPDIR"] = temporary.FullName;
        using var process = Process.Start(start)!;
        try
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line && !line.Contains("Signed in as", StringComparison.Ordinal))
            {
                // The machine has been started by then.
            }

            Assert.NotEmpty(temporary.GetDirectories("brev-quickstart-*"));
            Assert.NotEmpty(ServersOf(temporary));

            Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
            await process.WaitForExitAsync();

            Assert.Empty(ServersOf(temporary));
            Assert.Empty(temporary.GetDirectories("brev-quickstart-*"));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            temporary.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task It_explains_an_option_that_it_does_not_know()
    {
        var run = await ProgramRun.OfAsync(Program, ["--lively"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'--lively' is not an option.", run.Output, StringComparison.Ordinal);
        Assert.Contains("--live", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_address_of_the_identity_provider_matters_only_to_who_needs_it_and_is_named()
    {
        var withKey = await RunLiveAsync("bak-key", "http://example.com");
        var withoutKey = await RunLiveAsync(null, "http://example.com");

        Assert.Equal(1, withKey.ExitCode);
        Assert.Contains("127.0.0.1:1", withKey.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("BREV_AUTH_URL", withKey.Output, StringComparison.Ordinal);
        Assert.Equal(1, withoutKey.ExitCode);
        Assert.Contains("The environment variable BREV_AUTH_URL is not an absolute https address", withoutKey.Output.ReplaceLineEndings(
            " "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tour_of_a_fleet_ends_with_what_to_look_at_where_no_Redis_listens()
    {
        var run = await ProgramRun.OfAsync(Program, ["--redis", "127.0.0.1:1,connectTimeout=500"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Redis 127.0.0.1:1", run.Errors, StringComparison.Ordinal);
        Assert.Contains("See that the server runs", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_fails_with_a_reason_when_nobody_is_signed_in()
    {
        var run = await RunLiveAsync(null, null);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("brev login", run.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    /// <summary>The running SSH servers whose configuration stands there.</summary>
    private static IReadOnlyList<string> ServersOf(DirectoryInfo temporary) =>
    [
        .. Directory.GetDirectories("/proc").Select(static folder => Path.Combine(folder, "cmdline")).Where(File.Exists).Select(ReadIfThere)
            .Where(line => line.Contains("sshd", StringComparison.Ordinal) && line.Contains(temporary.FullName, StringComparison.Ordinal)),
    ];

    private static string ReadIfThere(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>With an empty home and a control plane that nothing listens at.</summary>
    private static async Task<ProgramRun> RunLiveAsync(string? apiKey, string? authUrl)
    {
        var empty = Directory.CreateTempSubdirectory("brev-quickstart-");
        try
        {
            return await ProgramRun.OfAsync(Program, ["--live"], new Dictionary<string, string?>
            {
                ["HOME"] = empty.FullName,
                ["USERPROFILE"] = empty.FullName,
                ["BREV_API_KEY"] = apiKey,
                ["BREV_API_TOKEN"] = null,
                ["BREV_API_URL"] = "http://127.0.0.1:1",
                ["BREV_AUTH_URL"] = authUrl,
            });
        }
        finally
        {
            empty.Delete(recursive: true);
        }
    }
}
