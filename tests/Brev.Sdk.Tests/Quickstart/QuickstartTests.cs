using Brev.Sdk.Tests.Processes;

namespace Brev.Sdk.Tests.Quickstart;

/// <summary>The sample, run as a reader runs it.</summary>
public sealed class QuickstartTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Brev.Sdk.Quickstart.dll");

    [Fact]
    public async Task It_lives_through_a_workspaces_life_and_says_so_without_control_codes()
    {
        var run = await ProgramRun.OfAsync(Program, []);

        Assert.Equal("", run.Errors);
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.All(
            ["Signed in as", "Per hour", "DEPLOYING", "RUNNING", "COMPLETED", "calls that waited for the renewal: none", "answered 401", "answered 403", "STOPPED", "absent", "What happened"],
            text => Assert.Contains(text, run.Output, StringComparison.Ordinal));
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
    public async Task It_fails_with_a_reason_when_nobody_is_signed_in()
    {
        var empty = Directory.CreateTempSubdirectory("brev-quickstart-");
        try
        {
            var run = await ProgramRun.OfAsync(Program, ["--live"], new Dictionary<string, string?>
            {
                ["HOME"] = empty.FullName,
                ["USERPROFILE"] = empty.FullName,
                ["BREV_API_KEY"] = null,
                ["BREV_API_TOKEN"] = null,
                ["BREV_API_URL"] = "http://127.0.0.1:1",
            });

            Assert.Equal(1, run.ExitCode);
            Assert.Contains("brev login", run.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        }
        finally
        {
            empty.Delete(recursive: true);
        }
    }
}
