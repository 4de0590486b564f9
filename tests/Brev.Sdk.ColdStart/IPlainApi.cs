using Refit;

namespace Brev.Sdk.ColdStart;

/// <summary>The one call, for Refit without the SDK.</summary>
internal interface IPlainApi
{
    [Get("/api/workspaces/{workspaceId}")]
    Task<Workspace> GetWorkspaceAsync(string workspaceId);
}
