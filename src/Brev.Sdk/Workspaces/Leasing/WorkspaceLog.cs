using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Workspaces.Leasing;

/// <summary>What leases log. Event ids are stable: 40–49. No message holds a secret.</summary>
internal static partial class WorkspaceLog
{
    [LoggerMessage(40, LogLevel.Information, "A program that is dead had rented the workspace '{Name}': {Outcome}.")]
    public static partial void Reclaimed(ILogger logger, string name, ReclaimOutcome outcome);

    [LoggerMessage(41, LogLevel.Warning,
        "The workspace '{Name}' could not be given back when its program, or its caller, gave it up: {Reason} The next start tries again.")]
    public static partial void NotGivenBack(ILogger logger, string name, string reason);

    [LoggerMessage(42, LogLevel.Warning,
        "The record of the lease of '{Name}' could not be saved with its id: {Reason} If this program dies, the workspace is found by "
        + "its name.")]
    public static partial void RecordNotSaved(ILogger logger, string name, string reason);

    [LoggerMessage(43, LogLevel.Warning,
        "Something that hangs on the end of the lease of '{Name}' has failed: {Reason} The workspace is given back nevertheless.")]
    public static partial void EndCallbackFailed(ILogger logger, string name, string reason);

    [LoggerMessage(44, LogLevel.Warning,
        "The deployment of '{Name}' on {Type} in '{Location}' failed: {Reason} It was given back, and the next offer is tried.")]
    public static partial void FellBack(ILogger logger, string name, string type, string location, string reason);

    [LoggerMessage(45, LogLevel.Warning,
        "The time to live of '{Name}' has passed, and the workspace could not be given back: {Reason} It is tried again in a minute.")]
    public static partial void TimeToLiveFailed(ILogger logger, string? name, string reason);

    [LoggerMessage(46, LogLevel.Warning,
        "A program that is dead had rented the workspace '{Name}', and it could not be given back: {Reason} Its record stays, and the next "
        + "start tries again.")]
    public static partial void NotReclaimed(ILogger logger, string name, string reason);

    [LoggerMessage(47, LogLevel.Warning,
        "What a program that is dead may have rented under '{Name}' is left alone, because that is not certain: {Reason}")]
    public static partial void LeftInDoubt(ILogger logger, string name, string reason);

    [LoggerMessage(48, LogLevel.Warning,
        "The workspace '{Name}' ({Id}) was created, and has never been seen since. Its record stays, and the next start looks again.")]
    public static partial void NeverSeen(ILogger logger, string? name, string? id);
}
