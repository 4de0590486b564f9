using System.Collections.ObjectModel;

namespace Brev.Sdk;

/// <summary>Machines of an organization, and what is missing among them.</summary>
public sealed class MachineCollection : ReadOnlyCollection<Machine>
{
    /// <summary>Creates the collection.</summary>
    /// <param name="machines">The machines, in their order.</param>
    /// <param name="missing">The kinds whose list could not be had, and why.</param>
    public MachineCollection(IList<Machine> machines, IReadOnlyDictionary<MachineKind, BrevException> missing)
        : base(machines) => Missing = missing ?? throw new ArgumentNullException(nameof(missing));

    /// <summary>The kinds of machines whose list could not be had, and why; empty when nothing is missing.</summary>
    public IReadOnlyDictionary<MachineKind, BrevException> Missing { get; }

    /// <summary>Whether every kind of machine is in it.</summary>
    public bool IsComplete => Missing.Count == 0;

    /// <summary>The numbers of machines and of missing lists.</summary>
    public override string ToString() =>
        $"{Count} machines{string.Concat(Missing.Select(static missing => $"; {missing.Key} missing: {missing.Value.Message}"))}";
}
