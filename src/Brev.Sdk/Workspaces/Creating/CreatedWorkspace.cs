namespace Brev.Sdk.Workspaces.Creating;

/// <summary>A workspace that was created, and the offer that it was created on.</summary>
internal sealed record CreatedWorkspace(Workspace Workspace, InstanceTypeOffer Offer);
