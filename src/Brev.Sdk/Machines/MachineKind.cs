namespace Brev.Sdk;

/// <summary>What a <see cref="Machine"/> is.</summary>
public enum MachineKind
{
    /// <summary>A workspace: a machine that Brev rents from a cloud.</summary>
    Workspace,

    /// <summary>An external node: a machine of one's own that is registered with Brev.</summary>
    Node,
}
