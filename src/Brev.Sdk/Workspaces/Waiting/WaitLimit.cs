namespace Brev.Sdk.Workspaces.Waiting;

/// <summary>How long a wait lasts, and what the message of a time-out advises: whatever has set the limit.</summary>
/// <param name="Time">The longest wait.</param>
/// <param name="Advice">What to do, in whole sentences.</param>
internal sealed record WaitLimit(TimeSpan Time, string Advice)
{
    private const string OfOptions = "Wait longer with WaitOptions.Timeout, or look at it in the console.";

    /// <summary>What the caller of a wait has asked for, or the limit of the condition.</summary>
    public static WaitLimit Of(WorkspaceCondition? condition, WaitOptions options) =>
        new(options.Timeout ?? Usual(condition), OfOptions);

    /// <summary>While a rented workspace comes up: a time to live that is shorter than the wait ends it.</summary>
    public static WaitLimit OfRent(LeaseOptions options)
    {
        var time = options.Wait?.Timeout ?? Usual(options.WaitFor);
        return options.TimeToLive is { } life && (time == Timeout.InfiniteTimeSpan || life < time)
            ? new WaitLimit(life, "LeaseOptions.TimeToLive, which counts from the creation, was over: make it longer, or leave it out.")
            : new WaitLimit(time, "Rent it with a longer WaitOptions.Timeout in LeaseOptions.Wait.");
    }

    /// <summary>At the end of a lease the limit of the condition holds, whatever the wait for the machine to come up was.</summary>
    public static WaitLimit OfReturn(WorkspaceCondition condition) =>
        new(Usual(condition), "That limit is fixed for the end of a lease: end it once more, or look at it in the console.");

    /// <summary>Several times what has been measured.</summary>
    private static TimeSpan Usual(WorkspaceCondition? condition) => condition switch
    {
        WorkspaceCondition.Running => TimeSpan.FromMinutes(20),
        WorkspaceCondition.Ready => TimeSpan.FromMinutes(45),
        WorkspaceCondition.SshReachable => TimeSpan.FromMinutes(30),
        WorkspaceCondition.Stopped => TimeSpan.FromMinutes(10),
        WorkspaceCondition.Deleted => TimeSpan.FromMinutes(20),
        null => Timeout.InfiniteTimeSpan,
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "The condition is not one of WorkspaceCondition."),
    };
}
