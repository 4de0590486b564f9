using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>What a lease says that it has cost.</summary>
public sealed class LeaseCostTests : LeaseCase
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(10);

    private LeaseOptions OfRunning => Options with { WaitFor = WorkspaceCondition.Running };

    [Fact]
    public async Task The_cost_counts_from_running_to_the_end_of_the_machine_with_its_disk()
    {
        var lease = await RentAsync(OfRunning);
        Assert.Null(lease.Cost);
        Stage.Fake.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(2 * (2m + 0.12m), lease.CostSoFar.Amount, precision: 2);

        await GiveBackAsync(lease);

        var cost = lease.Cost!;
        Assert.InRange(cost.Duration, TimeSpan.FromHours(2), TimeSpan.FromHours(2) + (Workspaces.DeleteTime / 2) + LongestLook);
        Assert.Equal(Stage.Offer().EstimateCost(cost.Duration, 120), cost.Amount);
        Assert.Equal("USD", cost.Currency);
        Assert.Contains("Taxes", cost.Assumption, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0.12)]
    [InlineData(500, 0.5)]
    public async Task The_disk_of_the_plan_is_a_part_of_the_cost(int diskGiB, double diskPerHour)
    {
        var lease = await RentAsync(OfRunning, Stage.Plan() with { DiskGiB = diskGiB });
        Stage.Fake.Clock.Advance(TimeSpan.FromHours(2));

        var cost = lease.CostSoFar;

        Assert.Equal((decimal)diskPerHour, (cost.Amount / (decimal)cost.Duration.TotalHours) - 2m, precision: 6);
        await GiveBackAsync(lease);
    }

    [Fact]
    public async Task A_machine_that_is_stopped_costs_until_it_stands_still_and_no_longer()
    {
        var lease = await RentAsync(OfRunning with { AtEnd = LeaseEnd.Stop });
        Stage.Fake.Clock.Advance(TimeSpan.FromHours(2));

        await GiveBackAsync(lease);

        var cost = lease.Cost!;
        Assert.InRange(
            cost.Duration, TimeSpan.FromHours(2) + Workspaces.StopTime, TimeSpan.FromHours(2) + Workspaces.StopTime + (2 * LongestLook));
        Assert.Equal(Stage.Offer().EstimateCost(cost.Duration, 120), cost.Amount);
        Assert.StartsWith("Price of the offer", cost.Assumption, StringComparison.Ordinal);
        Stage.Fake.Clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal((cost, cost), (lease.Cost, lease.CostSoFar));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_cost_of_a_machine_that_ended_before_its_lease_is_an_upper_bound(bool isStoppedByHand)
    {
        var lease = await RentAsync(OfRunning);
        if (isStoppedByHand)
        {
            await Stage.Client.StopWorkspaceAsync(lease.Workspace.Id!);
        }
        else
        {
            Workspaces.Remove(lease.Workspace.Id!);
        }

        Stage.Fake.Clock.Advance(TimeSpan.FromHours(2));
        await GiveBackAsync(lease);

        Assert.Equal(2, lease.Cost!.Duration.TotalHours, precision: 2);
        Assert.StartsWith("Upper bound, because the end of the machine was not seen", lease.Cost.Assumption, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cost_says_that_time_in_which_the_machine_stood_stopped_counts_as_running()
    {
        var lease = await RentAsync(OfRunning);

        await GiveBackAsync(lease);

        Assert.Contains("stood stopped in between, unseen, counts as running", lease.Cost!.Assumption, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_without_a_price_counts_nothing_and_that_is_said()
    {
        var offer = Stage.Offer() with { Disk = new OfferDisk { IsElastic = true } };
        var lease = await RentAsync(OfRunning, Stage.Plan() with { Offer = offer });
        Stage.Fake.Clock.Advance(TimeSpan.FromHours(2));

        await GiveBackAsync(lease);

        var cost = lease.Cost!;
        Assert.Equal(2m, cost.Amount / (decimal)cost.Duration.TotalHours, precision: 6);
        Assert.StartsWith("The offer names no price for the disk", cost.Assumption, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_without_a_price_counts_nothing_and_that_is_said()
    {
        var lease = await RentAsync(OfRunning, Stage.Plan() with { Offer = Stage.Offer() with { PricePerHour = 0 } });
        Stage.Fake.Clock.Advance(TimeSpan.FromHours(2));

        await GiveBackAsync(lease);

        Assert.Equal(0.12m, lease.Cost!.Amount / (decimal)lease.Cost.Duration.TotalHours, precision: 6);
        Assert.StartsWith("The offer names no price for the machine", lease.Cost.Assumption, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fixed_disk_is_in_the_price_of_the_machine_and_no_gap_in_the_cost()
    {
        var offer = Stage.Offer() with { Disk = new OfferDisk { IsElastic = false, MinGiB = 500, MaxGiB = 500, DefaultGiB = 500 } };
        var lease = await RentAsync(OfRunning, Stage.Plan() with { Offer = offer });

        await GiveBackAsync(lease);

        Assert.Equal(offer.EstimateCost(lease.Cost!.Duration, 0), lease.Cost.Amount);
        Assert.StartsWith("Price of the offer", lease.Cost.Assumption, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cost_is_in_the_currency_of_the_offer_that_was_rented()
    {
        Workspaces.RefuseNextCreateForCapacity();
        var plan = Stage.Plan() with { Fallbacks = [Stage.Offer() with { Currency = "EUR", PricePerHour = 1m, Location = "eu-north-1" }] };
        var lease = await RentAsync(OfRunning, plan);

        await GiveBackAsync(lease);

        Assert.Equal(plan.Fallbacks[0].EstimateCost(lease.Cost!.Duration, 120), lease.Cost.Amount);
        Assert.Equal("EUR", lease.Cost.Currency);
    }

    [Fact]
    public async Task A_machine_that_does_not_come_up_says_what_it_has_cost()
    {
        var failing = Stage.Client.RentWorkspaceAsync(
            Stage.Plan(), Options with { Wait = new WaitOptions { Timeout = TimeSpan.FromMinutes(3) } });

        var failure = await Assert.ThrowsAsync<BrevWaitException>(() => Stage.RunAsync(failing));

        Assert.Equal(Stage.Offer().EstimateCost(failure.Cost!.Duration, 120), failure.Cost.Amount);
        Assert.InRange(failure.Cost.Duration, TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_kept_machine_has_no_final_cost()
    {
        var lease = await RentAsync();

        lease.Keep();
        await lease.DisposeAsync();

        Assert.Null(lease.Cost);
    }
}
