using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Brev.Sdk.Tests.Serialization.Twin;

namespace Brev.Sdk.Benchmarks.Peers;

/// <summary>
/// The models of the SDK as System.Text.Json reads them by its own metadata: for the peers, they bring no code of their own.
/// </summary>
internal static class PeerJson
{
    public static JsonSerializerOptions Options => TwinResolver.Options;

    public static JsonTypeInfo<Workspace> Workspace { get; } = (JsonTypeInfo<Workspace>)Options.GetTypeInfo(typeof(Workspace));

    public static JsonTypeInfo<IReadOnlyList<Workspace>> Workspaces { get; } =
        (JsonTypeInfo<IReadOnlyList<Workspace>>)Options.GetTypeInfo(typeof(IReadOnlyList<Workspace>));
}
