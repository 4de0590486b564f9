namespace Brev.Sdk;

/// <summary>A machine that OpenSSH knows.</summary>
/// <param name="Alias">
/// What to write after <c>ssh</c>: the machine's name, or its id where another machine or one of the user's own hosts has the name, or it
/// holds anything but letters, digits, <c>-</c> and <c>_</c>.
/// </param>
/// <param name="MachineId">The id of the workspace or node.</param>
/// <param name="Name">Its name, as Brev gives it.</param>
public sealed record SshConfigHost(string Alias, string MachineId, string Name);
