using System.Text.Json.Serialization;

namespace Brev.Sdk.Redis;

/// <summary>How a login is written before it is encrypted.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BrevStoredCredential))]
internal sealed partial class LoginJsonContext : JsonSerializerContext;
