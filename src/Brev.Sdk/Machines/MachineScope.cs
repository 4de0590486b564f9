namespace Brev.Sdk;

/// <summary>Whose machines are meant.</summary>
public enum MachineScope
{
    /// <summary>Those of everybody in the organization.</summary>
    Everybody,

    /// <summary>
    /// Those of the user: workspaces that the user created or that are shared with the user (<see cref="Workspace.AdditionalUsers"/>), and
    /// nodes that the user may enter by SSH.
    /// </summary>
    Mine,
}
