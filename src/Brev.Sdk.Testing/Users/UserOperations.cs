using System.Net;
using Brev.Sdk.Testing.Http;
using Brev.Sdk.Testing.Organizations;
using Brev.Sdk.Testing.Tokens;

namespace Brev.Sdk.Testing.Users;

/// <summary>The operations of the tag Users.</summary>
internal sealed class UserOperations(FakeUsers users, FakeTokens tokens, FakeOrganizations organizations)
{
    public void AddTo(OperationTable table)
    {
        table.Add("GetCurrentUser", call => users.FindRegistered(call.UserId) is { } user ? Answer(user) : ErrorBodies.NotFound("user"));
        table.Add("GetUser", GetUser);
        table.Add("ListUsers", ListUsers);
        table.Add("UpdateUser", UpdateUser);
        table.Add("BlockUser", BlockUser);
        table.Add("RegisterUser", Register);
    }

    /// <summary>Roles are written only when a single account is asked for by its id.</summary>
    private static JsonObject ToJson(User user)
    {
        var body = JsonSerializer.SerializeToNode(user, FakeJsonContext.Default.User)!.AsObject();
        body.Remove("roleAttachments");
        return body;
    }

    private static FakeAnswer Answer(User user) => FakeAnswer.Json(ToJson(user));

    private FakeAnswer GetUser(OperationCall call)
    {
        if (users.Find(call.Route("userId")) is not { } user)
        {
            return ErrorBodies.NotFound("user");
        }

        var body = ToJson(user);
        body["roleAttachments"] =
            new JsonArray([.. organizations.Of(user.Id!).Select(organization => RoleBody.Write(user.Id!, organization.Id!))]);
        return FakeAnswer.Json(body);
    }

    private FakeAnswer ListUsers(OperationCall call)
    {
        if (!IsAdministrator(call))
        {
            return ErrorBodies.Forbidden;
        }

        var name = call.Query("username");
        return FakeAnswer.Json(new JsonArray([.. users.All.Where(user => name is null || user.Username == name).Select(ToJson)]));
    }

    private FakeAnswer UpdateUser(OperationCall call)
    {
        if (users.Find(call.Route("userId")) is not { } user)
        {
            return ErrorBodies.NotFound("user");
        }

        if (!call.TryGetText("username", out var username)
            || !call.TryGetText("name", out var name)
            || !call.TryGetText("email", out var email))
        {
            return ErrorBodies.Invalid("username, name and email are required");
        }

        users.Update(user with
        {
            Username = username,
            Name = name,
            Email = email,
            BaseWorkspaceRepo = call.Text("baseWorkspaceRepo") ?? user.BaseWorkspaceRepo,
            OnboardingData = ReadOnboardingData(call) ?? user.OnboardingData,
        });
        return Answer(users.Get(user.Id!));
    }

    private static Dictionary<string, JsonElement>? ReadOnboardingData(OperationCall call) =>
        call.Body["onboardingData"] is JsonObject data
            ? data.ToDictionary(
                static member => member.Key, static member => JsonDocument.Parse(member.Value?.ToJsonString() ?? "null").RootElement)
            : null;

    private FakeAnswer BlockUser(OperationCall call)
    {
        if (!IsAdministrator(call))
        {
            return ErrorBodies.Forbidden;
        }

        if (users.Find(call.Route("userId")) is not { } user)
        {
            return ErrorBodies.NotFound("user");
        }

        tokens.RevokeOf(user.Id!);
        return FakeAnswer.Empty;
    }

    /// <summary>The id token travels in a header of its own.</summary>
    private FakeAnswer Register(OperationCall call)
    {
        var identity = call.Request.Headers.GetValueOrDefault("Identity");
        if (string.IsNullOrEmpty(identity) || tokens.Check(identity, out var token) != TokenVerdict.Good)
        {
            return ErrorBodies.Rest(HttpStatusCode.Unauthorized, "UnauthorizedError");
        }

        return users.Register(token!.UserId)
            ? FakeAnswer.Json(new JsonObject { ["user"] = ToJson(users.Get(token.UserId)), ["errorMessage"] = "" }, HttpStatusCode.Created)
            : ErrorBodies.Invalid("identity already exists");
    }

    private bool IsAdministrator(OperationCall call) => users.Get(call.UserId).GlobalUserType == GlobalUserType.Admin;
}
