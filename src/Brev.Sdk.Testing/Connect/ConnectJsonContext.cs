using System.Text.Json.Serialization;

namespace Brev.Sdk.Testing.Connect;

/// <summary>How the fake writes and reads the messages of the Connect services, without reflection.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ExternalNode))]
[JsonSerializable(typeof(NodeSpec))]
[JsonSerializable(typeof(Port))]
[JsonSerializable(typeof(BrevEnvironment))]
[JsonSerializable(typeof(EnvironmentNetworkInfo))]
[JsonSerializable(typeof(ComputeResource))]
[JsonSerializable(typeof(CatalogInstanceType))]
[JsonSerializable(typeof(DevPlaneOrganization))]
[JsonSerializable(typeof(OrganizationMember))]
[JsonSerializable(typeof(DevPlaneUser))]
[JsonSerializable(typeof(ManagedSecret))]
[JsonSerializable(typeof(ManagedSecretVersion))]
[JsonSerializable(typeof(string))]
internal sealed partial class ConnectJsonContext : JsonSerializerContext;
