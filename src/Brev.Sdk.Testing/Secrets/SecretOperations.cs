using Brev.Sdk.Testing.Connect;
using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.Secrets;

/// <summary>The operations of the tag Secrets. Only <c>GetSecretValue</c> answers a value.</summary>
internal sealed class SecretOperations(FakeSecrets secrets, ConnectAccess access, FakePaging paging)
{
    public void AddTo(OperationTable table)
    {
        table.Add("CreateSecret", call => access.RefuseOrganization(call) ?? Create(call.Body));
        table.Add("ListSecrets", call => access.RefuseOrganization(call) ?? List(call, call.Text("organizationId")!));
        table.Add("GetSecret", call => WithSecret(call, static record => Answer(record.Secret)));
        table.Add("ListSecretVersions", call => WithSecret(call, record => ListVersions(call, record)));
        table.Add("GetSecretValue", call => WithSecret(call, record => GetValue(call, record)));
        table.Add("SetSecretValue", call => WithSecret(call, record => SetValue(call, record)));
        table.Add("DeleteSecret", call => WithSecret(call, Delete));
    }

    private static FakeAnswer Answer(ManagedSecret secret) => ConnectAnswer.Of("secret", secret, ConnectJsonContext.Default.ManagedSecret);

    private FakeAnswer Create(JsonObject request)
    {
        var (name, value) = (request.Text("name"), request.Text("value"));
        return string.IsNullOrWhiteSpace(name) || value.Length == 0 ? ConnectErrors.InvalidArgument("name and value are required")
            : secrets.TryAdd(request.Text("organizationId"), name, value) is { } secret ? Answer(secret)
            : ConnectErrors.AlreadyExists($"secret with name {name} already exists");
    }

    private FakeAnswer List(OperationCall call, string organizationId) =>
        paging.Answer(call, secrets.Of(organizationId), ConnectJsonContext.Default.ManagedSecret, organizationId);

    private FakeAnswer ListVersions(OperationCall call, SecretRecord record)
    {
        var versions = record.Versions.Select(static version => version.Version).ToArray();
        return paging.Answer(call, versions, ConnectJsonContext.Default.ManagedSecretVersion, record.Id);
    }

    private static FakeAnswer GetValue(OperationCall call, SecretRecord record) =>
        !call.TryGetText("versionId", out var versionId) ? ConnectErrors.InvalidArgument("versionId is required")
        : record.Versions.FirstOrDefault(version => version.Version.VersionId == versionId) is { } found
            ? FakeAnswer.Json(new JsonObject { ["value"] = found.Value })
        : ConnectErrors.NotFound("secret version");

    private FakeAnswer SetValue(OperationCall call, SecretRecord record) =>
        call.Body.Text("value") is not { Length: > 0 } value ? ConnectErrors.InvalidArgument("value is required")
        : secrets.SetValue(record.Id, value) is { } version
            ? ConnectAnswer.Of("version", version, ConnectJsonContext.Default.ManagedSecretVersion)
        : ConnectErrors.NotFound("secret");

    private FakeAnswer Delete(SecretRecord record)
    {
        secrets.Remove(record.Id);
        return ConnectAnswer.Empty;
    }

    private FakeAnswer WithSecret(OperationCall call, Func<SecretRecord, FakeAnswer> answer) =>
        !call.TryGetText("secretId", out var id) ? ConnectErrors.InvalidArgument("secretId is required")
        : secrets.Find(id) is not { } record ? ConnectErrors.NotFound("secret")
        : access.Refuse(call, record.OrganizationId) ?? answer(record);
}
