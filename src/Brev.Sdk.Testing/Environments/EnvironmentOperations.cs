using Brev.Sdk.Testing.Connect;
using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.Environments;

/// <summary>The operations of the tag Environments, apart from those on ports.</summary>
internal sealed class EnvironmentOperations(FakeEnvironments environments, ConnectAccess access)
{
    public void AddTo(OperationTable table)
    {
        table.Add("GetEnvironment", call => WithEnvironment(call, record => Get(call.Body, record)));
        table.Add("GetEnvironmentNetworkInfo", call => WithEnvironment(call, GetNetworkInfo));
    }

    /// <summary>The environment with what the caller has asked for, and nothing else that could be attached.</summary>
    public static BrevEnvironment Attach(BrevEnvironment environment, bool instance, bool sshAccess) =>
        environment with { Instance = instance ? environment.Instance : null, SshAccess = sshAccess ? environment.SshAccess : [] };

    private static FakeAnswer Get(JsonObject request, EnvironmentRecord record)
    {
        var options = request.Message("attachedDataOptions");
        var environment = Attach(record.Environment, options.Flag("instance"), options.Flag("sshAccess"));
        return ConnectAnswer.Of("environment", environment, ConnectJsonContext.Default.BrevEnvironment);
    }

    private FakeAnswer GetNetworkInfo(EnvironmentRecord record)
    {
        var network =
            new EnvironmentNetworkInfo { Status = record.Network, Ports = record.HasNetwork ? environments.Ports.Of(record.Id) : [] };
        return ConnectAnswer.Of("networkInfo", network, ConnectJsonContext.Default.EnvironmentNetworkInfo);
    }

    private FakeAnswer WithEnvironment(OperationCall call, Func<EnvironmentRecord, FakeAnswer> answer) =>
        !call.TryGetText("environmentId", out var id) ? ConnectErrors.InvalidArgument("environmentId is required")
        : environments.Find(id) is not { } record ? ConnectErrors.NotFound("environment")
        : access.Refuse(call, record.OrganizationId) ?? answer(record);
}
