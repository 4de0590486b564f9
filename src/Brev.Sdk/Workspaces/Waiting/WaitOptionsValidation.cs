namespace Brev.Sdk.Workspaces.Waiting;

/// <summary>The bounds of <see cref="WaitOptions"/>.</summary>
internal static class WaitOptionsValidation
{
    public static void Validate(WaitOptions options)
    {
        if (options.Timeout is { } timeout && timeout != Timeout.InfiniteTimeSpan)
        {
            Require(
                Lies(timeout, TimeSpan.FromDays(30)),
                nameof(options.Timeout),
                timeout,
                "more than zero and at most 30 days, or Timeout.InfiniteTimeSpan for no limit");
        }

        Require(Lies(options.PollInterval, TimeSpan.FromHours(1)), nameof(options.PollInterval), options.PollInterval,
            "more than zero and at most one hour");
        Require(
            options.MaximumOutage == TimeSpan.Zero || Lies(options.MaximumOutage, TimeSpan.FromDays(1)),
            nameof(options.MaximumOutage),
            options.MaximumOutage,
            "between zero and one day");
        Require(
            Lies(options.BuildStartTimeout, TimeSpan.FromDays(1)), nameof(options.BuildStartTimeout), options.BuildStartTimeout,
            "more than zero and at most one day");
    }

    private static bool Lies(TimeSpan value, TimeSpan most) => value > TimeSpan.Zero && value <= most;

    private static void Require(bool holds, string option, TimeSpan value, string bounds, string parameter = "options")
    {
        if (!holds)
        {
            throw new ArgumentException($"WaitOptions.{option} is {value}, but must be {bounds}.", parameter);
        }
    }
}
