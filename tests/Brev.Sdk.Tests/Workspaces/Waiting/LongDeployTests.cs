using System.Diagnostics;
using System.Net;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Canary;
using Brev.Sdk.Tests.Diagnostics;

namespace Brev.Sdk.Tests.Workspaces.Waiting;

/// <summary>A deploy of 25 minutes with everything that goes wrong on the way. The time that it really takes is measured, so it runs
/// alone.</summary>
[Collection(Alone.Name)]
public sealed class LongDeployTests
{
    private const int Attempts = 3;
    private static readonly TimeSpan RealTime = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Two_expired_tokens_an_outage_of_the_provider_and_three_failed_looks_go_unnoticed() => await DeployAsync();

    /// <summary>Other programs can hold this machine up, but not make it faster: the best of a few attempts counts.</summary>
    [Fact]
    public async Task A_deploy_of_25_minutes_takes_less_than_5_seconds_of_real_time()
    {
        var best = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < Attempts && best >= RealTime; attempt++)
        {
            var took = await DeployAsync();
            best = took < best ? took : best;
        }

        Assert.True(best < RealTime, $"It took {best}.");
    }

    private static async Task<TimeSpan> DeployAsync()
    {
        await using var fake = await FakeBrev.StartAsync(new FakeBrevOptions { TokenLifetime = TimeSpan.FromMinutes(10) });
        fake.Clock.StallLimit = TimeSpan.FromMinutes(1);
        fake.Workspaces.DeployTime = TimeSpan.FromMinutes(5);
        fake.Workspaces.SshTime = TimeSpan.FromMinutes(7);
        fake.Workspaces.BuildTime = TimeSpan.FromMinutes(25);
        var options = fake.CreateWatchedOptions();
        await using var credential = options.Credential;
        using var client = new BrevClient(options);
        var workspace = fake.Workspaces.Add("train-1", WorkspaceStatus.Deploying);
        var progress = new Recorder(seen => Disturb(fake, seen));
        var watch = Stopwatch.StartNew();

        var ready = await fake.Clock.RunAsync(client.WaitForWorkspaceAsync(workspace.Id!, WorkspaceCondition.Ready, null, progress));

        watch.Stop();
        Assert.Equal(BuildStatus.Completed, ready.VerbBuildStatus);
        Assert.True(fake.Tokens.RefreshedCount >= 2);
        Assert.Empty(fake.Requests.Violations);
        Assert.Equal(3, fake.Requests.For("GetWorkspace").Count(static request => request.Status == 503));
        return watch.Elapsed;
    }

    /// <summary>
    /// From the eighth minute the provider fails as often as it takes for the token, which ends in the tenth, to end before it is back.
    /// </summary>
    private static void Disturb(FakeBrev fake, Workspace seen)
    {
        if (seen.Status == WorkspaceStatus.Running && seen.Environment!.SshAccess.Count == 0)
        {
            fake.Requests.FailNext("GetWorkspace", HttpStatusCode.ServiceUnavailable, times: 3);
            fake.IdentityProvider.Fail(times: 8);
        }
    }
}
