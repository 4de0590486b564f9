using Brev.Sdk.Authentication;
using Microsoft.Extensions.Time.Testing;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>Moments on the clock that nobody can set back.</summary>
public sealed class MonotonicMomentTests
{
    [Fact]
    public void On_the_systems_clock_a_moment_that_is_past_has_come_and_one_in_an_hour_has_not()
    {
        Assert.True(MonotonicMoment.In(TimeSpan.Zero, TimeProvider.System).HasCome(TimeProvider.System));
        Assert.True(MonotonicMoment.In(TimeSpan.FromMilliseconds(-1), TimeProvider.System).HasCome(TimeProvider.System));
        Assert.False(MonotonicMoment.In(TimeSpan.FromHours(1), TimeProvider.System).HasCome(TimeProvider.System));
    }

    [Fact]
    public void On_the_systems_clock_a_moment_comes_after_the_time_that_was_asked_for_and_no_unit_of_it_is_lost()
    {
        var asked = TimeSpan.FromMilliseconds(50);
        var before = TimeProvider.System.GetTimestamp();
        var moment = MonotonicMoment.In(asked, TimeProvider.System);

        Assert.True(SpinWait.SpinUntil(() => moment.HasCome(TimeProvider.System), TimeSpan.FromMinutes(1)));

        // The coarse reading goes on in steps, of 16 milliseconds where they are longest.
        Assert.True(TimeProvider.System.GetElapsedTime(before) >= asked - TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public void On_another_clock_it_comes_when_that_clock_says_so()
    {
        var clock = new FakeTimeProvider();
        var moment = MonotonicMoment.In(TimeSpan.FromMinutes(5), clock);

        clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.False(moment.HasCome(clock));
        clock.Advance(TimeSpan.FromTicks(1));

        Assert.True(moment.HasCome(clock));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_that_is_too_far_away_to_be_counted_never_comes(bool isSystem)
    {
        var clock = isSystem ? TimeProvider.System : new FakeTimeProvider();

        Assert.False(MonotonicMoment.In(TimeSpan.MaxValue, clock).HasCome(clock));
        Assert.False(MonotonicMoment.Never.HasCome(clock));
    }
}
