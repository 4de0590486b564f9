namespace Brev.Sdk.Testing.Workspaces;

/// <summary>What a test has planned for the next workspace that is created, started or deleted; each plan is taken once. The lock of
/// <see cref="WorkspaceStore"/> guards it.</summary>
internal sealed class WorkspaceSituations
{
    public string? DeployFailure { get; set; }

    public string? StartFailure { get; set; }

    public bool DeletionFails { get; set; }

    public BuildCourse Build { get; set; }

    public string? TakeDeployFailure()
    {
        var taken = DeployFailure;
        DeployFailure = null;
        return taken;
    }

    public string? TakeStartFailure()
    {
        var taken = StartFailure;
        StartFailure = null;
        return taken;
    }

    public bool TakeDeletionFails()
    {
        var taken = DeletionFails;
        DeletionFails = false;
        return taken;
    }

    public BuildCourse TakeBuild()
    {
        var taken = Build;
        Build = BuildCourse.Succeeds;
        return taken;
    }
}
