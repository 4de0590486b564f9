using Refit;

namespace Brev.Sdk.Tests.CustomApi;

/// <summary>Operations of the document by their own names and routes, with answers that the application looks at itself.</summary>
public interface IRawWorkspaceApi
{
    [Get("/api/workspaces/{workspaceId}")]
    [Headers("Authorization: Bearer")]
    Task<HttpResponseMessage> GetWorkspaceAsync(string workspaceId);

    [Get("/api/organizations/{organizationId}/workspaces")]
    [Headers("Authorization: Bearer")]
    Task<string> ListWorkspacesAsync(string organizationId);
}
