using System.Text.Json;
using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Reading;

/// <summary>Looks at the text before it is read in earnest: is it JSON, an OpenAPI document, of a version that is understood?</summary>
/// <param name="Problem">Why it is not; none when it is.</param>
internal sealed record DocumentRoot(ProblemSpec? Problem)
{
    /// <summary>How deep the text may nest. What goes deeper has no meaning as an API, and would cost the compiler its stack.</summary>
    public const int MaxDepth = 1000;

    private static readonly string[] Supported = ["3.0", "3.1", "3.2"];

    public static DocumentRoot Read(byte[] json, string path)
    {
        try
        {
            var (name, version) = Version(json);
            return new DocumentRoot(
                name is null ? new ProblemSpec(ProblemIds.NotOpenApi, LocationSpec.Start(path), default)
                : IsSupported(name, version) ? null
                : new ProblemSpec(
                    ProblemIds.UnsupportedVersion, JsonPositions.Find(json, ["/" + name]).Of("/" + name).In(path), new([version])));
        }
        catch (JsonException exception)
        {
            var position = JsonPosition.At(json, exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
            return new DocumentRoot(new ProblemSpec(ProblemIds.NotJson, position.In(path), new([Sentence(exception.Message)])));
        }
    }

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

    /// <summary>Reads to the end, so that a fault anywhere is found.</summary>
    private static (string? Name, string Version) Version(byte[] json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        string? name = null;
        var version = "";
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName
                || reader.CurrentDepth != 1
                || !(reader.ValueTextEquals("openapi") || reader.ValueTextEquals("swagger")))
            {
                continue;
            }

            name = reader.GetString();
            reader.Read();
            version = reader.TokenType == JsonTokenType.String ? reader.GetString()! : reader.TokenType.ToString();
        }

        return (name, version);
    }
}
