namespace Brev.Sdk.Workspaces.Waiting;

/// <summary>Judges, look by look, whether a condition has come. Remembers what it has seen, so one serves one wait.</summary>
internal interface IWaitRules
{
    /// <summary>What is still missing, for the message of a time-out; empty when the state says it all.</summary>
    string Missing { get; }

    /// <param name="workspace">What was seen; <see langword="null"/> when there is no such workspace, or no longer.</param>
    /// <param name="elapsed">How long the wait has lasted.</param>
    /// <param name="cancellationToken">Ends the judging.</param>
    Task<WaitVerdict> JudgeAsync(Workspace? workspace, TimeSpan elapsed, CancellationToken cancellationToken);
}
