using System.Net;

namespace Brev.Sdk.Testing.Environments;

/// <summary>An environment and what the fake knows about it.</summary>
/// <param name="Environment">The environment with everything that can be attached to it.</param>
/// <param name="OrganizationId">The organization that it belongs to.</param>
/// <param name="Network">Its connection to Brev's network; unspecified while there is none.</param>
internal sealed record EnvironmentRecord(BrevEnvironment Environment, string OrganizationId, NetworkMemberStatus Network)
{
    /// <summary>Where its SSH port leads when that is not the relay.</summary>
    public DnsEndPoint? SshEndpoint { get; init; }

    public string Id => Environment.EnvironmentId!;

    public bool HasNetwork => Network != NetworkMemberStatus.Unspecified;
}
