using Brev.Sdk.Redis.Tests.Servers;
using Brev.Sdk.Tests.Processes;

namespace Brev.Sdk.Redis.ProcessTests.Quickstart;

/// <summary>The sample's tour of a fleet, run as a reader runs it.</summary>
public sealed class FleetTourTests
{
    // In its own folder, beside the packages that it is run with.
    private static readonly string Program = Path.Combine(
        AppContext.BaseDirectory.Replace(
            Path.Combine("tests", "Brev.Sdk.Redis.ProcessTests"), Path.Combine("src", "Brev.Sdk.Quickstart"), StringComparison.Ordinal),
        "Brev.Sdk.Quickstart.dll");

    [RedisFact]
    public async Task The_tour_signs_in_refreshes_adopts_rotates_and_signs_out_and_leaves_nothing_in_the_server()
    {
        await using var server = await RedisServer.StartAsync();

        var run = await ProgramRun.OfAsync(Program, ["--redis", server.ConnectionString]);

        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        Assert.All(
            [
                "signed in as", "refreshed; its token is good until", "adopted that token without asking the identity provider",
                "signed in again: both instances have adopted the new login", "signed out: no instance can refresh any more",
            ],
            text => Assert.Contains(text, run.Output, StringComparison.Ordinal));
        var database = (await server.OperateAsync()).GetDatabase();
        Assert.Equal(0, (int)await database.ExecuteAsync("DBSIZE"));
    }

    [Fact]
    public async Task A_connection_string_that_cannot_be_read_is_an_error_that_says_how_to_write_it_and_repeats_no_password()
    {
        var run = await ProgramRun.OfAsync(Program, ["--redis", "localhost,password=canary-1,ssl=perhaps"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("ConnectionString cannot be read. Write it as StackExchange.Redis does", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", run.Errors + run.Output, StringComparison.Ordinal);
    }
}
