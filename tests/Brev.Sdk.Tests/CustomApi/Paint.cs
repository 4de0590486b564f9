using System.Text.Json.Serialization;

namespace Brev.Sdk.Tests.CustomApi;

public sealed record Paint([property: JsonPropertyName("colour")] string Colour);
