using System.Text.Json.Serialization;

namespace Brev.Sdk.Tests.CustomApi;

/// <summary>A context that says how names are read, and not how they are written.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(Machine))]
internal sealed partial class AnyCaseContext : JsonSerializerContext;
