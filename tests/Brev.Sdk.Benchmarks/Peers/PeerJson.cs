using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Brev.Sdk.Serialization;

namespace Brev.Sdk.Benchmarks.Peers;

/// <summary>The models of the SDK as System.Text.Json reads them by its own metadata.</summary>
internal static class PeerJson
{
    public static JsonSerializerOptions Options => BrevJsonContext.Default.Options;

    public static JsonTypeInfo<Workspace> Workspace => BrevJsonContext.Default.Workspace;

    public static JsonTypeInfo<IReadOnlyList<Workspace>> Workspaces => BrevJsonContext.Default.IReadOnlyListWorkspace;
}
