namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Sorts media types.</summary>
internal static class MediaTypes
{
    public static MediaKind KindOf(string media)
    {
        var name = Name(media);
        return name switch
        {
            "application/json" or "*/*" or "application/*" => MediaKind.Json,
            "multipart/form-data" => MediaKind.Multipart,
            "application/x-www-form-urlencoded" => MediaKind.Form,
            "application/octet-stream" or "application/pdf" or "application/zip" or "application/gzip" or "text/event-stream" => MediaKind.Binary,
            _ when name.EndsWith("json", StringComparison.Ordinal) => MediaKind.Json,
            _ when name.StartsWith("text/", StringComparison.Ordinal) => MediaKind.Text,
            _ when name.StartsWith("image/", StringComparison.Ordinal) || name.StartsWith("audio/", StringComparison.Ordinal) || name.StartsWith("video/", StringComparison.Ordinal) => MediaKind.Binary,
            _ => MediaKind.Other,
        };
    }

    public static bool IsPlainJson(string media) => Name(media) is "application/json" or "*/*" or "application/*";

    private static string Name(string media) => media.Split(';')[0].Trim().ToLowerInvariant();
}
