namespace Brev.Sdk.Testing.Environments;

/// <summary>
/// Another place that environments come from, such as the workspaces of the control plane: both views show the same machines.
/// </summary>
internal interface IEnvironmentSource
{
    /// <summary>Its environments as they are now, in an order that stays.</summary>
    IReadOnlyList<EnvironmentRecord> List();
}
