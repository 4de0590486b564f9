using Refit;

namespace Brev.Sdk.Benchmarks.Peers;

/// <summary>The compared operations, for Refit without the SDK.</summary>
internal interface IPlainApi
{
    [Get("/api/workspaces/{workspaceId}")]
    Task<Workspace> GetWorkspaceAsync(string workspaceId, CancellationToken cancellationToken = default);

    [Get("/api/organizations/{organizationId}/workspaces")]
    Task<IReadOnlyList<Workspace>> ListWorkspacesAsync(string organizationId, CancellationToken cancellationToken = default);

    [Put("/api/users/{userId}/block")]
    Task BlockUserAsync(string userId, CancellationToken cancellationToken = default);
}
