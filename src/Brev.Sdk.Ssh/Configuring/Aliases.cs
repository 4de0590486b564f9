namespace Brev.Sdk.Ssh.Configuring;

/// <summary>
/// What each machine is called: by its name where that is a word and no other machine's name or id, otherwise by its id. Machines without
/// an address count as well, so that an alias does not change its meaning when another machine starts.
/// </summary>
internal sealed class Aliases(IReadOnlyCollection<Machine> machines)
{
    public string Of(Machine machine) => ConfigWord.IsAlias(machine.Name) && IsUnique(machine.Name) ? machine.Name : machine.Id;

    private bool IsUnique(string name) => machines.Count(machine => machine.Name == name || machine.Id == name) == 1;
}
