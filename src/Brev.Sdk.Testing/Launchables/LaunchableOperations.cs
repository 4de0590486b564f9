using System.Net;
using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.Launchables;

/// <summary>The operations of the tag Launchables.</summary>
internal sealed class LaunchableOperations(FakeLaunchables launchables, FakeOrganizations organizations)
{
    public void AddTo(OperationTable table)
    {
        table.Add("GetLaunchable", Get);
        table.Add("GetLaunchableLifecycleScript", GetScript);
        table.Add("CreateLaunchable", Create);
        table.Add("ValidateDockerCompose", ValidateDockerCompose);
    }

    private FakeAnswer Get(OperationCall call)
    {
        if (launchables.Copy(call.Route("launchableId")) is not { } launchable)
        {
            return ErrorBodies.NotFound("launchable");
        }

        // The real server leaves the text of the script out here.
        FakeLaunchables.FindScript(launchable)?.Remove("script");
        return FakeAnswer.Json(launchable);
    }

    private FakeAnswer GetScript(OperationCall call)
    {
        var script = launchables.Copy(call.Query("envId") ?? "") is { } launchable ? FakeLaunchables.FindScript(launchable) : null;
        return script is not null && script["id"]?.GetValue<string>() == call.Query("scriptId")
            ? FakeAnswer.Json(new JsonObject { ["attrs"] = script.DeepClone() })
            : ErrorBodies.NotFound("lifecycle script");
    }

    private FakeAnswer Create(OperationCall call)
    {
        var organizationId = call.Route("organizationId");
        if (organizations.Refuse(call, organizationId) is { } refusal)
        {
            return refusal;
        }

        if (!call.TryGetText("name", out _))
        {
            return ErrorBodies.Invalid("name is required");
        }

        var launchable = call.Body.DeepClone().AsObject();
        launchable.Remove("id");
        launchable["createdByUserId"] = call.UserId;
        launchable["createdByOrgId"] = organizationId;
        return FakeAnswer.Json(new JsonObject { ["id"] = launchables.Store(launchable) }, HttpStatusCode.Created);
    }

    /// <summary>The fake reads no YAML: any text passes. The shape of the real answer is not known.</summary>
    private static FakeAnswer ValidateDockerCompose(OperationCall call) =>
        call.TryGetText("yamlString", out _) || call.TryGetText("fileUrl", out _)
            ? FakeAnswer.Json(new JsonObject { ["services"] = new JsonObject() })
            : ErrorBodies.Invalid("fileUrl or yamlString is required");
}
