using System.Text.Json.Serialization;

namespace Brev.Sdk.Testing;

/// <summary>How the fake writes and reads the models, without reflection.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(Organization))]
[JsonSerializable(typeof(Workspace))]
[JsonSerializable(typeof(InstanceType))]
[JsonSerializable(typeof(Launchable))]
internal sealed partial class FakeJsonContext : JsonSerializerContext;
