using System.Net;
using Brev.Sdk.Tests.Doubles;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>What the log is told when the process ends and a machine may be left running.</summary>
public sealed class ProcessEndTests : LeaseCase
{
    private const int NotGivenBack = 41;

    [Fact]
    public async Task A_machine_that_is_given_back_as_the_process_ends_is_no_warning()
    {
        using var log = new CollectedLog();
        using var client = Client(log);
        using var hold = await HoldAsync(Record("train-1", Workspaces.Add("train-1").Id), client);

        await hold.EndWithProcessAsync(CancellationToken.None);

        Assert.Equal(WorkspaceStatus.Deleting, Assert.Single(Workspaces.All).Status);
        Assert.Empty(log.Warnings);
    }

    [Fact]
    public async Task A_machine_that_Brev_refuses_to_take_back_as_the_process_ends_is_told_to_the_log_and_stays_on_record()
    {
        using var log = new CollectedLog();
        using var client = Client(log);
        using var hold = await HoldAsync(Record("train-1", Workspaces.Add("train-1").Id), client);
        Requests.FailNext("DeleteWorkspace", HttpStatusCode.Conflict, body: """{"errors":[{"message":"not now"}]}""");

        await hold.EndWithProcessAsync(CancellationToken.None);

        AssertTold(log, "not now");
        Assert.Single(Records);
    }

    [Fact]
    public async Task A_machine_whose_end_took_longer_than_a_process_has_is_told_to_the_log()
    {
        using var log = new CollectedLog();
        using var client = Client(log);
        using var hold = await HoldAsync(Record("train-1", Workspaces.Add("train-1").Id), client);
        using var patience = new CancellationTokenSource();
        using var deletion = Requests.HoldNext("DeleteWorkspace");
        var ending = hold.EndWithProcessAsync(patience.Token);
        await deletion.Reached.WaitAsync(TimeSpan.FromSeconds(30));

        await patience.CancelAsync();
        await ending;

        AssertTold(log, "canceled");
    }

    [Fact]
    public async Task A_machine_that_is_not_found_as_the_process_ends_and_may_be_late_is_told_to_the_log()
    {
        using var log = new CollectedLog();
        using var client = Client(log);
        using var hold = await HoldAsync(Record(), client);
        Workspaces.Add("another");

        await Stage.RunAsync(hold.EndWithProcessAsync(CancellationToken.None));

        AssertTold(log, "can show up later");
    }

    [Fact]
    public async Task A_machine_that_comes_up_as_the_process_ends_and_was_to_be_stopped_is_told_to_the_log()
    {
        using var log = new CollectedLog();
        using var client = Client(log);
        var workspace = Workspaces.Add("train-1", WorkspaceStatus.Starting);
        using var hold = await HoldAsync(Record("train-1", workspace.Id) with { AtEnd = LeaseEnd.Stop, IsHandedOut = true }, client);

        await hold.EndWithProcessAsync(CancellationToken.None);

        AssertTold(log, "takes no stop until it runs");
    }

    private static void AssertTold(CollectedLog log, string reason)
    {
        var (level, id, text) = Assert.Single(log.Entries, static entry => entry.Level >= LogLevel.Warning);
        Assert.Equal((LogLevel.Warning, NotGivenBack), (level, id));
        Assert.Contains("'train-1'", text, StringComparison.Ordinal);
        Assert.Contains(reason, text, StringComparison.OrdinalIgnoreCase);
    }

    private BrevClient Client(CollectedLog log)
    {
        var options = Stage.Fake.CreateOptions();
        options.LoggerFactory = log;
        return new BrevClient(options);
    }
}
