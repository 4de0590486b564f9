using System.Globalization;

namespace Brev.Sdk.Workspaces.Waiting;

/// <summary>Durations and conditions in the words of messages.</summary>
internal static class WaitText
{
    public static string Of(TimeSpan duration) =>
        duration < TimeSpan.FromMinutes(2) ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0} seconds")
        : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMinutes:0} minutes");

    /// <summary>A text of Brev's in the middle of a sentence.</summary>
    public static string Said(string? message) =>
        string.IsNullOrWhiteSpace(message) ? "Brev gives no reason" : message.Trim().TrimEnd('.');

    public static string Of(WorkspaceCondition? condition) => condition switch
    {
        WorkspaceCondition.Running => "is not running yet",
        WorkspaceCondition.Ready => "is not ready yet",
        WorkspaceCondition.SshReachable => "is not reachable by SSH yet",
        WorkspaceCondition.Stopped => "is not stopped yet",
        WorkspaceCondition.Deleted => "is not deleted yet",
        _ => "is still there",
    };
}
