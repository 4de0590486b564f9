namespace Brev.Sdk.Testing.Workspaces;

/// <summary>How the set-up of a workspace goes.</summary>
internal enum BuildCourse
{
    Succeeds,
    Fails,
    NeverStarts,
}
