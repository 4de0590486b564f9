using System.Globalization;

namespace Brev.Sdk.Testing.Workspaces;

/// <summary>Writes a workspace as the control plane does: every member that the real server writes, empty ones and <c>null</c>
/// included.</summary>
internal static class WorkspaceBody
{
    public const string RelayHost = "global.prd.ga.run.brev.nvidia.com";

    private static readonly string[] Copied =
    [
        "name", "description", "workspaceGroupId", "cloudCredId", "workspaceClassId", "instanceType", "gitRepo", "initBranch",
        "startupScriptPath", "dotBrevPath", "workspaceVersion", "diskStorage", "baseImage", "primaryApplicationId",
    ];

    public static JsonObject Write(WorkspaceRecord record, DateTimeOffset now)
    {
        var life = record.Life;
        var status = life.Status(now);
        var body = new JsonObject
        {
            ["id"] = record.Id,
            ["organizationId"] = record.OrganizationId,
            ["createdByUserId"] = record.CreatedByUserId,
            ["additionalUsers"] = new JsonArray([.. record.AdditionalUsers.Select(static user => JsonValue.Create(user))]),
            ["instanceTypeInfo"] = record.IsStoppable is { } stoppable ? new JsonObject { ["stoppable"] = stoppable } : null,
            ["dns"] = status == WorkspaceStatus.Deploying ? "" : record.Dns,
            ["status"] = status.ToString(),
            ["statusMessage"] = status == WorkspaceStatus.Failure ? life.FailureReason : "",
            ["healthStatus"] = Health(life, status, now),
            ["verbBuildStatus"] = Build(life, status, now),
            ["verbYaml"] = record.Text("verbYaml"),
            ["lastStartStatus"] = LastStart(status),
            ["lastStartStatusMessage"] = "",
            ["createdAt"] = Time(record.CreatedOn),
            ["updatedAt"] = Time(record.UpdatedOn),
            ["lastOnlineAt"] = status == WorkspaceStatus.Running ? Time(now) : "",
        };
        foreach (var name in Copied)
        {
            body[name] = record.Text(name);
        }

        AddFixed(body, record);
        body["environment"] = WriteEnvironment(record, status, now);
        return body;
    }

    private static void AddFixed(JsonObject body, WorkspaceRecord record)
    {
        var request = record.Request;
        body["password"] = "synthetic-password";
        body["version"] = "";
        body["workspaceTemplate"] = WriteTemplate(record);
        body["workspaceImageUri"] = "";
        body["networkId"] = "";

        // The real server drops the script that came in this member and echoes nothing.
        body["startupScript"] = "";
        body["image"] = "";
        body["region"] = record.Text("location");
        body["sshPort"] = record.Ssh.Endpoint?.Port ?? 22;
        body["sshUser"] = record.Ssh.User;
        body["sshProxyHostname"] = record.Ssh.ProxyHostname;
        body["hostSshPort"] = 22;
        body["hostSshUser"] = "ubuntu";
        body["hostSshProxyHostname"] = "";
        body["onContainer"] = request["onContainer"]?.DeepClone() ?? false;
        body["isStoppable"] = request["isStoppable"]?.DeepClone() ?? false;
        body["stopTimeout"] = null;
        body["vmOnlyMode"] = false;
        body["spot"] = false;
        body["exposedPorts"] = new JsonArray();
        body["workspaceCapabilities"] = record.IsStoppable == true
            ? new JsonArray("stop-start-instance", "expose-public-ports")
            : new JsonArray("expose-public-ports");
        foreach (var name in new[] { "repos", "execs", "reposV1", "execsV1", "ideConfig", "portMappings", "customContainer" })
        {
            body[name] = request[name]?.DeepClone();
        }

        body["fileObjects"] = null;
        body["healthCheck"] = null;
        body["tunnel"] = request["tunnel"]?.DeepClone();
    }

    private static JsonObject WriteTemplate(WorkspaceRecord record) => new()
    {
        ["id"] = record.Text("workspaceTemplateId"),
        ["type"] = "synthetic",
        ["name"] = "default",
        ["registryUri"] = "registry.example.com",
        ["image"] = "default:1",
        ["public"] = true,
        ["port"] = 22778,
    };

    private static JsonObject WriteEnvironment(WorkspaceRecord record, WorkspaceStatus status, DateTimeOffset now)
    {
        var reachable = record.Life.IsReachable(now);
        return new JsonObject
        {
            ["instance"] = new JsonObject
            {
                ["status"] = new JsonObject { ["lifecycle_status"] = Lifecycle(record.Life, status, now) },
                ["ssh_hostname"] = reachable
                    ? record.Ssh.Endpoint?.Host ?? RelayHost
                    : status == WorkspaceStatus.Running ? record.ProviderHost : "",
            },
            ["ssh_access"] = new JsonArray([.. (reachable ? record.Users : []).Select(user => WriteAccess(record, user))]),
            ["tasks"] = WriteTasks(record.Life, status, now),
        };
    }

    private static JsonObject WriteAccess(WorkspaceRecord record, string userId) =>
        new JsonObject { ["user_id"] = userId, ["linux_user"] = record.Ssh.User, ["port_id"] = $"nport-{record.Id}" };

    private static JsonArray WriteTasks(WorkspaceLife life, WorkspaceStatus status, DateTimeOffset now)
    {
        var tasks = new List<JsonNode?>();
        if (life.IsTerminated(now))
        {
            tasks.Add(WriteTask("terminate-environment-instance", succeeded: true));
        }

        if (life.IsReverted(now))
        {
            tasks.Add(WriteTask("delete-environment", succeeded: false));
        }
        else if (status == WorkspaceStatus.Running && (life.Build == BuildCourse.Fails || life.IsBuilt(now)))
        {
            tasks.Add(WriteTask("environment-build", life.Build != BuildCourse.Fails));
        }

        return new JsonArray([.. tasks]);
    }

    private static JsonObject WriteTask(string name, bool succeeded) =>
        new JsonObject { ["name"] = name, ["status"] = succeeded ? "succeeded" : "failed" };

    private static string Health(WorkspaceLife life, WorkspaceStatus status, DateTimeOffset now) =>
        status == WorkspaceStatus.Deploying ? ""
        : status != WorkspaceStatus.Running ? "UNAVAILABLE"
        : life.Health is { } said ? said.Value
        : life.Build == BuildCourse.Fails ? "UNAVAILABLE"
        : life.IsBuilt(now) ? "HEALTHY"
        : "UNHEALTHY";

    private static string Build(WorkspaceLife life, WorkspaceStatus status, DateTimeOffset now) =>
        status == WorkspaceStatus.Failure || life.Build == BuildCourse.NeverStarts ? ""
        : status == WorkspaceStatus.Deploying ? "PENDING"
        : life.Build == BuildCourse.Fails ? "CREATE_FAILED"
        : life.IsBuilt(now) ? "COMPLETED"
        : "BUILDING";

    private static string LastStart(WorkspaceStatus status) =>
        status == WorkspaceStatus.Deploying || status == WorkspaceStatus.Starting ? "STARTING" : "STARTED";

    private static string Lifecycle(WorkspaceLife life, WorkspaceStatus status, DateTimeOffset now) => status.ToString() switch
    {
        "DEPLOYING" or "STARTING" => "pending",
        "RUNNING" => "running",
        "STOPPING" => "stopping",
        "STOPPED" => life.IsReverted(now) ? "terminated" : "stopped",
        "DELETING" => "terminating",
        _ => "failed",
    };

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
