using System.Text.Json.Serialization;

namespace Brev.Sdk.ColdStart;

/// <summary>How a program without the SDK's client reads its models.</summary>
[JsonSerializable(typeof(Workspace))]
internal sealed partial class ColdJson : JsonSerializerContext;
