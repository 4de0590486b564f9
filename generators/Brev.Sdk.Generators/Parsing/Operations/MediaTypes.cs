using System.Text.RegularExpressions;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Sorts media types.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";

    private static readonly Regex Written = new(
        "^[A-Za-z0-9!#$&^_.+*-]+/[A-Za-z0-9!#$&^_.+*-]+( *; *[A-Za-z0-9!#$&^_.+-]+=(\"[^\"\\\\\\p{C}]*\"|[A-Za-z0-9!#$&^_.+-]+))*$",
        RegexOptions.CultureInvariant);

    public static MediaKind KindOf(string media)
    {
        var name = Name(media);
        return name switch
        {
            Json or "*/*" or "application/*" => MediaKind.Json,
            "multipart/form-data" => MediaKind.Multipart,
            "application/x-www-form-urlencoded" => MediaKind.Form,
            "application/octet-stream" or "application/pdf" or "application/zip" or "application/gzip" => MediaKind.Binary,
            "text/event-stream" => MediaKind.Events,
            "application/x-ndjson" or "application/ndjson"
                or "application/jsonl" or "application/x-jsonl" or "application/jsonlines" or "application/x-jsonlines"
                or "application/x-json-lines"
                or "application/json-lines" or "application/stream+json" or "application/x-json-stream" => MediaKind.JsonLines,
            _ when name.EndsWith("+ndjson", StringComparison.Ordinal) || name.EndsWith("+jsonl", StringComparison.Ordinal) =>
                MediaKind.JsonLines,
            _ when name.EndsWith("-seq", StringComparison.Ordinal) => MediaKind.Other,
            _ when name.EndsWith("json", StringComparison.Ordinal) => MediaKind.Json,
            _ when name.StartsWith("text/", StringComparison.Ordinal) => MediaKind.Text,
            _ when IsMedia(name) => MediaKind.Binary,
            _ => MediaKind.Other,
        };
    }

    /// <summary>JSON of no special kind, or of any kind: what goes out is JSON itself.</summary>
    public static bool IsPlainJson(string media) => Name(media) is Json || (KindOf(media) == MediaKind.Json && media.Contains("*"));

    /// <summary>Whether what it holds is characters, although it has no structure that is read.</summary>
    public static bool IsText(string media) =>
        Name(media) is { } name && (name.EndsWith("xml", StringComparison.Ordinal) || name.EndsWith("yaml", StringComparison.Ordinal));

    /// <summary>Whether it can stand in a header as it is.</summary>
    public static bool IsWritable(string media) => Written.IsMatch(media);

    private static bool IsMedia(string name) =>
        name.StartsWith("image/", StringComparison.Ordinal)
            || name.StartsWith("audio/", StringComparison.Ordinal)
            || name.StartsWith("video/", StringComparison.Ordinal);

    private static string Name(string media) => media.Split(';')[0].Trim().ToLowerInvariant();
}
