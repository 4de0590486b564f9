namespace Brev.Sdk;

/// <summary>A machine that was left out of OpenSSH's configuration.</summary>
/// <param name="MachineId">The id of the workspace or node.</param>
/// <param name="Name">Its name, as Brev gives it.</param>
/// <param name="Reason">Why, and what to do.</param>
public sealed record SshConfigSkip(string MachineId, string Name, string Reason);
