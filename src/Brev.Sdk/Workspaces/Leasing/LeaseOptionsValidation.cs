using Brev.Sdk.Workspaces.Waiting;

namespace Brev.Sdk.Workspaces.Leasing;

/// <summary>The bounds of <see cref="LeaseOptions"/>, and what they ask of a plan.</summary>
internal static class LeaseOptionsValidation
{
    public static void Validate(LeaseOptions options, WorkspacePlan plan)
    {
        WaitOptionsValidation.Validate(options.Wait ?? new WaitOptions());
        Require(
            options.TimeToLive is not { } time || (time > TimeSpan.Zero && time <= TimeSpan.FromDays(30)),
            $"TimeToLive is {options.TimeToLive}, but must be more than zero and at most 30 days.");
        Require(
            options.WaitFor is WorkspaceCondition.Running or WorkspaceCondition.Ready or WorkspaceCondition.SshReachable,
            $"WaitFor is {options.WaitFor}, and a rented workspace comes to be Running, Ready or SshReachable.");
        Require(
            options.RecordFolder is not { } folder || !string.IsNullOrWhiteSpace(folder),
            "RecordFolder is blank. Set it to a folder of this user, or leave it out.");
        Require(options.AtEnd is LeaseEnd.Delete or LeaseEnd.Stop, $"AtEnd is {options.AtEnd}, which is not one of LeaseEnd.");
        var unstoppable = plan.Offers.FirstOrDefault(static offer => !offer.CanStop);
        Require(
            options.AtEnd != LeaseEnd.Stop || unstoppable is null,
            $"AtEnd is Stop, and the offer '{unstoppable?.Type}' cannot be stopped. Search with MustStop, or let it be deleted.");
    }

    private static void Require(bool holds, string message, string parameter = "options")
    {
        if (!holds)
        {
            throw new ArgumentException($"LeaseOptions.{message}", parameter);
        }
    }
}
