namespace Brev.Sdk.Testing.Workspaces;

/// <summary>How long each change of a workspace takes; those of a deployment count from its beginning.</summary>
internal sealed record WorkspaceTimes(TimeSpan Deploy, TimeSpan Ssh, TimeSpan Build, TimeSpan Start, TimeSpan Stop, TimeSpan Delete);
