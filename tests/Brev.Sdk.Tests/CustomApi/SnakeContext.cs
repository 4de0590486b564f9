using System.Text.Json.Serialization;

namespace Brev.Sdk.Tests.CustomApi;

/// <summary>A context with options of its own.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseUpper,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(Machine))]
internal sealed partial class SnakeContext : JsonSerializerContext;
