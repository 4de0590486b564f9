using Brev.Sdk.Testing.Connect;
using Brev.Sdk.Testing.Http;
using Brev.Sdk.Testing.Tokens;

namespace Brev.Sdk.Testing.UsersV2;

/// <summary>The operations of the tag UsersV2: the same accounts as those of the control plane.</summary>
internal sealed class UserV2Operations(FakeUsers users, FakeTokens tokens, FakeOrganizations organizations)
{
    public void AddTo(OperationTable table)
    {
        table.Add("GetCurrentUserV2", call => Answer(users.Get(call.UserId), emails: true, identities: true, organizationAccesses: true));
        table.Add("GetUserV2", Get);
        table.Add("GetUserByToken", GetByToken);
    }

    private FakeAnswer Get(OperationCall call)
    {
        if (!call.TryGetText("userId", out var userId))
        {
            return ConnectErrors.InvalidArgument("userId is required");
        }

        var options = call.Body.Message("attachedDataOptions");
        return users.Find(userId) is not { } user ? ConnectErrors.NotFound("user")
            : !MaySee(call.UserId, userId) ? ConnectErrors.PermissionDenied("no access to this user")
            : Answer(user, options.Flag("emails"), options.Flag("externalIdentities"), options.Flag("organizationAccesses"));
    }

    /// <summary>
    /// The token in the body is not the caller's own, so that a bad one is a bad argument and says nothing about the caller's login.
    /// </summary>
    private FakeAnswer GetByToken(OperationCall call) =>
        !call.TryGetText("token", out var token) ? ConnectErrors.InvalidArgument("token is required")
        : tokens.Check(token, out var record) != TokenVerdict.Good ? ConnectErrors.InvalidArgument("the token is not valid")
        : Answer(users.Get(record!.UserId), emails: true, identities: true, organizationAccesses: true);

    /// <summary>Administrators of Brev see everybody; others see themselves and those they share an organization with.</summary>
    private bool MaySee(string callerId, string userId) =>
        callerId == userId
        || users.Get(callerId).GlobalUserType == GlobalUserType.Admin
        || organizations.All.Any(organization => organizations.IsMember(organization.Id!, callerId)
            && organizations.IsMember(organization.Id!, userId));

    private FakeAnswer Answer(User user, bool emails, bool identities, bool organizationAccesses) => ConnectAnswer.Of(
        "user",
        new DevPlaneUser
        {
            UserId = user.Id,
            Username = user.Username,
            DisplayName = user.Name,
            DefaultEmail = emails ? user.Email : null,
            Metadata = Metadata(user),
            ExternalIdentities = identities ? Identities(user) : [],
            OrganizationAccesses = organizationAccesses ? Accesses(user) : [],
        },
        ConnectJsonContext.Default.DevPlaneUser);

    private static Dictionary<string, JsonElement> Metadata(User user) => new()
    {
        ["baseWorkspaceRepo"] = Element(user.BaseWorkspaceRepo),
        ["workspacePassword"] = Element(user.WorkspacePassword),
        ["globalUserType"] = Element(user.GlobalUserType?.Value),
    };

    private static JsonElement Element(string? text) => JsonSerializer.SerializeToElement(text ?? "", ConnectJsonContext.Default.String);

    private static DevPlaneExternalIdentity[] Identities(User user) => [.. (user.ExternalIdentities ?? []).Select(static identity =>
        new DevPlaneExternalIdentity { IdentityId = identity.IdentityId, ExternalId = identity.ExternalId, Provider = identity.Provider })];

    private OrganizationAccess[] Accesses(User user) => [.. organizations.All
        .Where(organization => organizations.IsMember(organization.Id!, user.Id!))
        .Select(static organization => new OrganizationAccess { OrganizationId = organization.Id })];
}
