using System.Text.Json.Serialization;

namespace Brev.Sdk.Tests.CustomApi;

[JsonSerializable(typeof(Paint))]
internal sealed partial class PaintContext : JsonSerializerContext;
