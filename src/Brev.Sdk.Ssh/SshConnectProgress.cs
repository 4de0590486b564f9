namespace Brev.Sdk;

/// <summary>One attempt to connect that has not succeeded yet.</summary>
/// <param name="Attempt">The number of the attempt, from 1.</param>
/// <param name="Elapsed">The time since the first attempt began.</param>
/// <param name="Reason">Why the machine cannot be reached yet.</param>
public sealed record SshConnectProgress(int Attempt, TimeSpan Elapsed, string Reason);
