using System.IO.Enumeration;

namespace Brev.Sdk.Ssh.Configuring;

/// <summary>
/// What each machine is called: by its name where that is a word, no other machine's name or id, and no host of the user's own, otherwise
/// by its id. Machines without an address count as well, so that an alias does not change its meaning when another machine starts. The
/// user's own hosts come after the included entries, and OpenSSH takes the first.
/// </summary>
internal sealed class Aliases(IReadOnlyCollection<Machine> machines, IReadOnlySet<string> ownHosts)
{
    public string Of(Machine machine) =>
        ConfigWord.IsAlias(machine.Name) && IsUnique(machine.Name) && !IsOwn(machine.Name) ? machine.Name : machine.Id;

    /// <summary>Hosts may be patterns; what holds for every host names none.</summary>
    private bool IsOwn(string name) =>
        ownHosts.Any(pattern => pattern.Trim('*').Length > 0 && FileSystemName.MatchesSimpleExpression(pattern, name));

    private bool IsUnique(string name) => machines.Count(machine => machine.Name == name || machine.Id == name) == 1;
}
