namespace Brev.Sdk.Testing.Workspaces;

/// <summary>A workspace as the fake keeps it. The lock of <see cref="FakeWorkspaces"/> guards it.</summary>
internal sealed class WorkspaceRecord(
    string id, string organizationId, string userId, JsonObject request, DateTimeOffset createdOn, WorkspaceLife life, WorkspaceSsh ssh)
{
    public string Id => id;

    public string OrganizationId => organizationId;

    public string CreatedByUserId => Users[0];

    public DateTimeOffset CreatedOn { get; } = createdOn;

    public WorkspaceLife Life => life;

    public WorkspaceSsh Ssh { get; set; } = ssh;

    /// <summary>What it was created with, and what updates have changed since.</summary>
    public JsonObject Request => request;

    public DateTimeOffset UpdatedOn { get; set; } = createdOn;

    /// <summary>Who can reach it: its creator, then those that it is shared with.</summary>
    public IReadOnlyList<string> Users { get; private set; } = [userId];

    public IEnumerable<string> AdditionalUsers => Users.Skip(1);

    public string Name => Text("name");

    public string InstanceType => Text("instanceType");

    public bool? IsStoppable { get; set; }

    public string Dns => $"{Name}-{Id}.example.test";

    /// <summary>The host under which the cloud knows the machine; only Brev's relay gets through to it.</summary>
    public string ProviderHost => $"ec2-203-0-113-10-{Id}.compute-1.example.test";

    public void Share(string userId) => Users = [.. Users.Append(userId).Distinct(StringComparer.Ordinal)];

    public string Text(string name) => Request[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
