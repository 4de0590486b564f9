namespace Brev.Sdk.Tests.CustomApi;

/// <summary>An application's type around one of the SDK's.</summary>
public sealed record Machine(string DisplayName, Workspace Workspace, WorkspaceStatus? LastStatus = null);
