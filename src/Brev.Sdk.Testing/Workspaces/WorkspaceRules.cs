using System.Net;
using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.Workspaces;

/// <summary>What the control plane requires of a new workspace, with the texts that it answers.</summary>
internal sealed class WorkspaceRules(FakeInstanceTypes instanceTypes, StrictCreateRule? strict)
{
    private const int SmallestAwsDisk = 75;

    public static FakeAnswer UnsupportedVersion { get; } = ErrorBodies.Invalid("Legacy workspace version unsupported");

    /// <summary>Why a workspace cannot be created so, or <see langword="null"/> when it can.</summary>
    public FakeAnswer? Refuse(OperationCall call) =>
        strict?.Refuse(call) is { } refusal ? refusal
        : !call.TryGetText("name", out _) ? Required("name")
        : call.Text("workspaceVersion") != "v1" ? UnsupportedVersion
        : !call.TryGetText("cloudCredId", out _) && !call.TryGetText("workspaceGroupId", out _)
            ? ErrorBodies.Invalid("CloudCredId or WorkspaceGroupId must be specified")
        : RefuseDisk(call.Body["diskStorage"]) is { } refusedDisk ? refusedDisk
        : call.TryGetText("instanceType", out var type) && FindType(call) is null ? UnknownType(type)
        : null;

    /// <summary>Why its deployment will end in failure, as is known from the real server: a disk smaller than the machine's
    /// image.</summary>
    public string? FindDeployFailure(OperationCall call) =>
        FindType(call)?.Provider == "aws" && DiskQuantity.ToGiB(call.Text("diskStorage")) is < SmallestAwsDisk and { } size
            ? $"InvalidBlockDeviceMapping: Volume of size {size}GB is smaller than snapshot, expect size >= {SmallestAwsDisk}GB"
            : null;

    /// <summary>A server in Go takes <c>null</c> and an empty text for no disk at all. The text of its refusal is not known.</summary>
    private static FakeAnswer? RefuseDisk(JsonNode? disk)
    {
        var text = disk?.GetValueKind() switch { null => "", JsonValueKind.String => disk.GetValue<string>(), _ => null };
        return text is "" || DiskQuantity.ToGiB(text) is not null
            ? null
            : ErrorBodies.Invalid($"diskStorage '{disk}' is not a quantity with a unit, such as 120Gi");
    }

    private InstanceType? FindType(OperationCall call) =>
        instanceTypes.Find(call.Text("instanceType") ?? "", call.Text("cloudCredId"), call.Text("workspaceGroupId"));

    // A mistake of the caller, although the server blames itself.
    private static FakeAnswer UnknownType(string type) => ErrorBodies.Rest(
        HttpStatusCode.InternalServerError,
        "InternalError",
        $"failed to create workspace: rpc error: NotFound desc = instance type {type} not found");

    private static FakeAnswer Required(string field)
    {
        var error = new JsonObject
        {
            ["type"] = "ValidationError",
            ["message"] = $"{field} is required",
            ["field"] = field,
            ["condition"] = "required",
            ["actual"] = "",
        };
        return FakeAnswer.Json(new JsonObject { ["errors"] = new JsonArray(error) }, HttpStatusCode.BadRequest);
    }
}
