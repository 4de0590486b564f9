using System.Text.Json.Nodes;

namespace Brev.Sdk.Generators.Reading;

/// <summary>
/// The style of a form's field. The reader of OpenAPI gives each encoding one, also where the document says a media type alone and so asks
/// for JSON; so each encoding that has a style keeps that in an extension.
/// </summary>
internal static class EncodingStyle
{
    /// <summary>The extension that marks an encoding with a style.</summary>
    public const string Extension = "x-has-style";

    private static readonly string[] Keywords = ["style", "explode", "allowReserved"];

    public static void Normalize(JsonObject encoding)
    {
        encoding.Remove(Extension);
        if (Keywords.Any(encoding.ContainsKey))
        {
            encoding[Extension] = true;
        }
    }
}
