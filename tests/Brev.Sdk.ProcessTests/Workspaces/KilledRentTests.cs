using System.Diagnostics;
using System.Net;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.ProcessTests.Workspaces;

/// <summary>Programs that rent and end without giving back: real processes, killed by the operating system.</summary>
public sealed class KilledRentTests : IAsyncLifetime, IDisposable
{
    /// <summary>Who is signed in, the list, the create, two looks, the deletion, and the first look at that.</summary>
    private const int RequestsOfARent = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _home = new();
    private FakeBrev _fake = null!;
    private RentingProgram _program = null!;

    private LeaseOptions Records => new() { RecordFolder = Path.Combine(_home.Path, ".brev", "leases") };

    public async Task InitializeAsync()
    {
        _fake = await FakeBrev.StartAsync();
        _fake.Tokens.Lifetime = TimeSpan.FromDays(1);
        _fake.Workspaces.DeployTime = TimeSpan.Zero;
        await _fake.WriteCredentialsFileAsync(Path.Combine(_home.Path, ".brev", "credentials.json"));
        _program = new RentingProgram(_fake, _home.Path);
    }

    public async Task DisposeAsync() => await _fake.DisposeAsync();

    public void Dispose()
    {
        _program.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task After_SIGKILL_at_twenty_random_points_the_next_start_leaves_nothing_rented_and_touches_nothing_else()
    {
        var random = new Random(20261128);
        var mine = _fake.Workspaces.Add("mine").Id;
        var theirs = _fake.Workspaces.Add("theirs", userId: _fake.Users.Add("other").Id).Id;
        for (var number = 0; number < 20; number++)
        {
            // The last is killed when it has its machine, so that nothing is on its way any more when all is counted.
            await KillAtAsync($"train-{number}", number < 19 ? random.Next(RequestsOfARent) : int.MaxValue);
            await ReclaimAsync();
        }

        await ReclaimAsync();
        Assert.Equal(
            [(mine, WorkspaceStatus.Running), (theirs, WorkspaceStatus.Running)],
            _fake.Workspaces.All.Select(static left => (left.Id, left.Status)));
    }

    [Fact]
    public async Task After_kills_while_the_machine_is_being_deployed_the_next_program_gives_back_what_the_last_has_left()
    {
        var random = new Random(20261129);
        var mine = _fake.Workspaces.Add("mine").Id;
        _fake.Workspaces.DeployTime = TimeSpan.FromMinutes(2);
        for (var number = 0; number < 6; number++)
        {
            using var process = _program.Start($"train-{number}");
            await UntilDeployingAsync($"train-{number}");

            // Somewhere before the end of the deployment: nothing else lets the time of the fake pass.
            _fake.Clock.Advance(TimeSpan.FromSeconds(random.Next(100)));
            await KillAsync(process);
        }

        _fake.Workspaces.DeployTime = TimeSpan.Zero;
        using var last = _program.Start("train-last");
        await ReadUntilAsync(last, "rented");
        await last.StandardInput.WriteLineAsync("exit");
        await last.WaitForExitAsync().WaitAsync(Patience);
        _fake.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal([mine], _fake.Workspaces.All.Select(static left => left.Id));
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_the_create_is_covered_although_no_one_has_read_the_answer()
    {
        using var gate = _fake.Requests.HoldNext("CreateWorkspace");
        using var process = _program.Start("train-1");
        await gate.Reached.WaitAsync(Patience);
        await KillAsync(process);
        gate.Release();
        await AnsweredAsync();
        Assert.Single(_fake.Workspaces.All);

        await ReclaimAsync();

        Assert.Empty(_fake.Workspaces.All);
    }

    [Fact]
    public async Task A_program_that_lives_keeps_its_lease_while_another_reclaims()
    {
        using var process = _program.Start("train-1");
        await ReadUntilAsync(process, "rented");

        await ReclaimAsync();

        Assert.Equal(WorkspaceStatus.Running, Assert.Single(_fake.Workspaces.All).Status);
        await KillAsync(process);
    }

    [Theory]
    [InlineData("-TERM")]
    [InlineData("-INT")]
    [InlineData("-HUP")]
    public async Task A_signal_to_end_gives_back_before_the_process_ends(string signal)
    {
        using var process = _program.Start("train-1");
        await ReadUntilAsync(process, "rented");

        await SignalAsync(process, signal);

        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.NotEqual(0, process.ExitCode);
        Assert.Equal(WorkspaceStatus.Deleting, Assert.Single(_fake.Workspaces.All).Status);
    }

    [Theory]
    [InlineData("-TERM")]
    [InlineData("exit")]
    public async Task A_machine_that_cannot_be_given_back_before_the_process_ends_is_told_to_its_log(string end)
    {
        using var process = _program.Start("train-1");
        await ReadUntilAsync(process, "rented");
        _fake.Requests.FailNext("DeleteWorkspace", HttpStatusCode.Conflict, times: 10);

        await (end == "exit" ? process.StandardInput.WriteLineAsync(end) : SignalAsync(process, end));

        Assert.StartsWith(
            "logged 41 The workspace 'train-1' could not be given back", await ReadUntilAsync(process, "logged"), StringComparison.Ordinal);
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Single(Directory.GetFiles(Records.RecordFolder!, "*.json"));
    }

    [Fact]
    public async Task A_program_that_exits_without_disposing_its_lease_gives_back_before_it_ends()
    {
        using var process = _program.Start("train-1");
        await ReadUntilAsync(process, "rented");

        await process.StandardInput.WriteLineAsync("exit");

        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(WorkspaceStatus.Deleting, Assert.Single(_fake.Workspaces.All).Status);
    }

    [Fact]
    public async Task Two_programs_that_live_never_reclaim_each_others_leases()
    {
        using var first = _program.Start("train-1");
        await ReadUntilAsync(first, "rented");
        using var second = _program.Start("train-2");
        await ReadUntilAsync(second, "rented");

        Assert.Equal(["train-1", "train-2"], _fake.Workspaces.All.Select(static one => one.Name));
        Assert.All(_fake.Workspaces.All, static one => Assert.Equal(WorkspaceStatus.Running, one.Status));
        Assert.Empty(_fake.Requests.For("DeleteWorkspace"));
        await KillAsync(first);
        await KillAsync(second);
    }

    /// <summary>
    /// Kills the program, which gives back what it has rented at once, as soon as the fake has received so many of its requests; a count
    /// that never comes leaves the kill to the moment after the rent.
    /// </summary>
    private async Task KillAtAsync(string name, int requests)
    {
        _fake.Requests.Clear();
        using var process = _program.Start(name);
        var rented = ReadUntilAsync(process, "rented");
        if (requests < RequestsOfARent)
        {
            await process.StandardInput.WriteLineAsync("end");
        }

        while (_fake.Requests.ReceivedCount < requests && !(rented.IsCompleted && requests > RequestsOfARent))
        {
            await Task.Yield();
        }

        await KillAsync(process);
        await AnsweredAsync();
        await rented;
    }

    private async Task UntilDeployingAsync(string name)
    {
        var watch = Stopwatch.StartNew();
        while (!_fake.Workspaces.All.Any(one => one.Name == name && one.Status == WorkspaceStatus.Deploying))
        {
            Assert.True(watch.Elapsed < Patience, "No machine was created.");
            await Task.Yield();
        }

        await AnsweredAsync();
    }

    private static async Task KillAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <returns>The line that begins with the word; <see langword="null"/> when there is none.</returns>
    private static async Task<string?> ReadUntilAsync(Process process, string word)
    {
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.StartsWith(word, StringComparison.Ordinal))
            {
                return line;
            }
        }

        return null;
    }

    /// <summary>A create that is on its way when its sender dies still takes effect: until then there is nothing to find.</summary>
    private async Task AnsweredAsync()
    {
        var watch = Stopwatch.StartNew();
        while (_fake.Requests.For("CreateWorkspace").Any(static request => request.Status is null))
        {
            Assert.True(watch.Elapsed < Patience, "A create was never answered.");
            await Task.Yield();
        }
    }

    private async Task ReclaimAsync()
    {
        await using var client = new BrevClient(_fake.CreateOptions());
        await _fake.Clock.RunAsync(client.ReclaimLeasesAsync(Records)).WaitAsync(Patience);
    }
}
