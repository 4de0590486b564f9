using System.Globalization;
using Brev.Sdk.Redis.Tests.Servers;
using Xunit.Abstractions;

namespace Brev.Sdk.Redis.ProcessTests.Fleets;

/// <summary>
/// What a fleet costs, and how that grows with it: a token of one minute, and an hour of the fake's time. For the largest fleet it is
/// six minutes, unless the environment variable <c>BREV_FLEET_MINUTES</c> says more.
/// </summary>
[Collection("processes")]
public sealed class GrowthTests(ITestOutputHelper output)
{
    /// <summary>
    /// Of an instance in a refresh: it reads when it is told, and some meet the window first and ask for the lock. What the one that
    /// refreshes does besides weighs most in a small fleet.
    /// </summary>
    private const double MostCommands = 6;

    /// <summary>Of an instance at its start: the first reading, the subscription, and what was stored before that.</summary>
    private const double MostCommandsToStart = 5;

    private static readonly TimeSpan TimeOfTheLargest = TimeSpan.FromMinutes(
        int.Parse(Environment.GetEnvironmentVariable("BREV_FLEET_MINUTES") is { Length: > 0 } minutes
            ? minutes
            : "6", CultureInfo.InvariantCulture));

    [RedisFact]
    public Task Ten_instances_buy_each_token_once() => LiveAsync(10, TimeSpan.FromHours(1));

    [RedisFact]
    public Task A_hundred_instances_buy_each_token_once() => LiveAsync(100, TimeSpan.FromHours(1));

    [RedisFact]
    public Task A_thousand_instances_buy_each_token_once() => LiveAsync(1000, TimeOfTheLargest);

    private async Task LiveAsync(int instances, TimeSpan time)
    {
        await using var fleet = await SimulatedFleet.StartAsync(instances);

        await fleet.LiveAsync(time);

        var adoptions = fleet.Adoptions.Select(time => time.TotalMilliseconds).Order().ToArray();
        var commands = (double)fleet.Commands / fleet.Refreshes;
        output.WriteLine(
            $"{instances} instances: {fleet.Refreshes} refreshes, {fleet.ProviderCalls} provider calls, {fleet.CommandsToStart} commands "
                + $"to start, {commands:0} commands a refresh " +
            $"({commands / instances:0.0} an instance), all have adopted after {adoptions[adoptions.Length / 2]:0} ms (median), "
                + $"{adoptions[^1]:0} ms (most)");
        Assert.Equal(fleet.Refreshes, fleet.ProviderCalls);
        Assert.InRange(commands / instances, 1, MostCommands);
        Assert.InRange(fleet.CommandsToStart / (double)instances, 1, MostCommandsToStart);
        Assert.Equal(0, await fleet.CommandsOfCallsAsync(rounds: 10));
    }
}
