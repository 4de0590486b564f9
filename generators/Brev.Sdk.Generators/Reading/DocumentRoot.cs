using System.Text.Json;
using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Reading;

/// <summary>Reads the text: is it JSON, an OpenAPI document, of a version that is understood?</summary>
/// <param name="Text">What was read; none when it is no JSON.</param>
/// <param name="Problem">Why it is not; none when it is.</param>
internal sealed record DocumentRoot(JsonDocument? Text, ProblemSpec? Problem) : IDisposable
{
    /// <summary>How deep the text may nest. What goes deeper has no meaning as an API, and would cost the compiler its stack.</summary>
    public const int MaxDepth = 1000;

    private static readonly string[] Supported = ["3.0", "3.1", "3.2"];

    public static DocumentRoot Read(byte[] json, string path)
    {
        try
        {
            var text = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            var (name, version) = Version(text.RootElement);
            return new DocumentRoot(
                text,
                name is null ? new ProblemSpec(ProblemIds.NotOpenApi, LocationSpec.Start(path), default)
                : IsSupported(name, version) ? null
                : new ProblemSpec(
                    ProblemIds.UnsupportedVersion, JsonPositions.Find(json, ["/" + name]).Of("/" + name).In(path), new([version])));
        }
        catch (JsonException exception)
        {
            var position = JsonPosition.At(json, exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
            return new DocumentRoot(
                null, new ProblemSpec(ProblemIds.NotJson, position.In(path), new([Sentence(exception.Message)])));
        }
    }

    public void Dispose() => Text?.Dispose();

    /// <summary>What the parser says, without its own idea of the place.</summary>
    private static string Sentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message.Substring(0, end);
    }

    private static bool IsSupported(string name, string version) =>
        name == "swagger"
            ? version == "2.0"
            : Supported.Any(supported => version == supported || version.StartsWith(supported + ".", StringComparison.Ordinal));

    private static (string? Name, string Version) Version(JsonElement root)
    {
        string? name = null;
        var version = "";
        if (root.ValueKind != JsonValueKind.Object)
        {
            return (name, version);
        }

        foreach (var member in root.EnumerateObject())
        {
            if (member.NameEquals("openapi") || member.NameEquals("swagger"))
            {
                name = member.Name;
                version = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.ValueKind.ToString();
            }
        }

        return (name, version);
    }
}
