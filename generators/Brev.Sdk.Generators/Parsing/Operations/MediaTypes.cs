using System.Globalization;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Sorts media types.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";

    /// <summary>What is sent where a request offers several: JSON in front of all, plain JSON in front of other kinds of it.</summary>
    public static string First(IEnumerable<string> media)
    {
        string? first = null;
        foreach (var other in media)
        {
            first = first is null || Compare(other, first) < 0 ? other : first;
        }

        return first!;
    }

    private static int Compare(string one, string other)
    {
        var (kind, otherKind) = (KindOf(one), KindOf(other));
        var order = IsStream(kind).CompareTo(IsStream(otherKind));
        order = order != 0 ? order : (int)kind - (int)otherKind;
        return order != 0 ? order : CompareOfKind(one, other);
    }

    /// <summary>Which of two media types of one kind is chosen.</summary>
    public static int CompareOfKind(string one, string other) =>
        IsPlainJson(other).CompareTo(IsPlainJson(one)) is not 0 and var order ? order : string.CompareOrdinal(one, other);

    private static bool IsStream(MediaKind kind) => kind is MediaKind.JsonLines or MediaKind.Events;

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

    /// <summary>
    /// Whether the text of a value is what the media type asks for: JSON has a form for all of them, a text is what it is, and other values
    /// have one where the media type says no more than that it is text.
    /// </summary>
    /// <param name="media">The media type.</param>
    /// <param name="type">The type of the value.</param>
    /// <param name="hasParts">Whether the value is more than one text, although its type does not say so.</param>
    public static bool CanHold(string media, TypeSpec type, bool hasParts) => type.Kind switch
    {
        _ when media.Contains("*") || KindOf(media) == MediaKind.Json => true,
        TypeKind.Text or TypeKind.OpenEnum or TypeKind.Bytes or TypeKind.Stream => true,
        TypeKind.Value or TypeKind.Union => !hasParts && KindOf(media) == MediaKind.Text && !IsText(media),
        _ => false,
    };

    /// <summary>Whether it can stand in a header as it is: two names, and perhaps parameters with values.</summary>
    public static bool IsWritable(string media)
    {
        var end = AfterName(media, 0);
        if (end == 0 || end >= media.Length || media[end] != '/' || AfterName(media, end + 1) is var type && type == end + 1)
        {
            return false;
        }

        for (end = type; end < media.Length;)
        {
            var start = AfterBlanks(media, end);
            if (start >= media.Length || media[start] != ';')
            {
                return false;
            }

            start = AfterBlanks(media, start + 1);
            end = AfterName(media, start);
            if (end == start || end >= media.Length || media[end] != '=' || media.IndexOf('*', start, end - start) >= 0)
            {
                return false;
            }

            start = end + 1;
            end = AfterValue(media, start);
            if (end == start)
            {
                return false;
            }
        }

        return true;
    }

    private static int AfterBlanks(string text, int index)
    {
        while (index < text.Length && text[index] == ' ')
        {
            index++;
        }

        return index;
    }

    private static int AfterName(string text, int index)
    {
        while (index < text.Length && (text[index] is >= 'A' and <= 'Z' or >= 'a' and <= 'z' or >= '0' and <= '9'
            or '!' or '#' or '$' or '&' or '^' or '_' or '.' or '+' or '*' or '-'))
        {
            index++;
        }

        return index;
    }

    /// <summary>The end of a name or of a text in quotes; the beginning when there is neither.</summary>
    private static int AfterValue(string text, int start)
    {
        if (start >= text.Length || text[start] != '"')
        {
            var end = AfterName(text, start);
            return text.IndexOf('*', start, end - start) < 0 ? end : start;
        }

        for (var index = start + 1; index < text.Length && text[index] != '\\' && !IsUnseen(text[index]); index++)
        {
            if (text[index] == '"')
            {
                return index + 1;
            }
        }

        return start;
    }

    private static bool IsUnseen(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned;

    private static bool IsMedia(string name) =>
        name.StartsWith("image/", StringComparison.Ordinal)
            || name.StartsWith("audio/", StringComparison.Ordinal)
            || name.StartsWith("video/", StringComparison.Ordinal);

    private static string Name(string media) =>
        (media.IndexOf(';') is >= 0 and var end ? media.Substring(0, end) : media).Trim().ToLowerInvariant();
}
