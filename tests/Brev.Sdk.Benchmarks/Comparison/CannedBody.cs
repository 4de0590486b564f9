using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brev.Sdk.Benchmarks.Comparison;

/// <summary>What the servers of the comparison answer with: bodies of the fixtures, without spaces, as Go's servers write them.</summary>
internal static class CannedBody
{
    public static byte[] Workspace { get; } = Read("workspace.json");

    public static byte[] Workspaces { get; } = Repeat(Read("workspaces-list.json"), 100);

    public static byte[] NotFound { get; } = Read("not-found.json");

    private static byte[] Repeat(byte[] list, int count)
    {
        var items = JsonNode.Parse(list)!.AsArray();
        return JsonSerializer.SerializeToUtf8Bytes(
            new JsonArray([.. Enumerable.Range(0, count).Select(index => items[index % items.Count]!.DeepClone())]));
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(CannedBody).Assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.SerializeToUtf8Bytes(JsonNode.Parse(stream));
    }
}
