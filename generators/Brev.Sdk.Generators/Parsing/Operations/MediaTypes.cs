using System.Globalization;
using Brev.Sdk.Generators.Parsing.Schemas;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Sorts media types.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";

    public const string Octets = "application/octet-stream";

    private const string Any = "*/*";

    private const string AnyApplication = "application/*";

    /// <summary>What is sent where a request offers several: JSON in front of all, plain JSON in front of other kinds of it.</summary>
    public static string First(IDictionary<string, IOpenApiMediaType> contents)
    {
        string? first = null;
        foreach (var other in contents.Keys)
        {
            first = first is null || Compare(other, first, contents) < 0 ? other : first;
        }

        return first!;
    }

    private static int Compare(string one, string other, IDictionary<string, IOpenApiMediaType> contents)
    {
        var (kind, otherKind) = (KindOf(one, contents[one]), KindOf(other, contents[other]));
        var order = IsStream(kind).CompareTo(IsStream(otherKind));
        order = order != 0 ? order : (int)kind - (int)otherKind;
        return order != 0 ? order : CompareOfKind(kind, one, other);
    }

    /// <summary>Which of two media types of one kind is chosen: plain JSON, and of others one that says what it is.</summary>
    public static int CompareOfKind(MediaKind kind, string one, string other)
    {
        var order = kind == MediaKind.Json
            ? IsPlainJson(other).CompareTo(IsPlainJson(one))
            : one.Contains("*").CompareTo(other.Contains("*"));
        return order != 0 ? order : string.CompareOrdinal(one, other);
    }

    private static bool IsStream(MediaKind kind) => kind is MediaKind.JsonLines or MediaKind.Events;

    /// <summary>
    /// What a body asks for: octets where its schema says so, also under a media type that is JSON or anything. Below one that leaves open
    /// what comes, the schema can say so by another media type (OpenAPI 3.1.1, "Working with Binary Data").
    /// </summary>
    public static MediaKind KindOf(string media, IOpenApiMediaType content)
    {
        var kind = KindOf(media);
        return kind != MediaKind.Multipart
            && content.Schema is { } given
            && SchemaReferences.Meant(given) is var schema
            && (schema.Format == SchemaShape.Octets || (media.Contains("*") && SchemaShape.IsFile(schema)))
                ? MediaKind.Binary
                : kind;
    }

    public static MediaKind KindOf(string media)
    {
        var name = Name(media);
        return name switch
        {
            Json or Any or AnyApplication => MediaKind.Json,
            "multipart/form-data" => MediaKind.Multipart,
            "application/x-www-form-urlencoded" => MediaKind.Form,
            Octets or "application/pdf" or "application/zip" or "application/gzip" => MediaKind.Binary,
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

    /// <summary>Whether octets of no special kind are among what it leaves open.</summary>
    public static bool IsAny(string media) => Name(media) is Any or AnyApplication;

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
        TypeKind.Text or TypeKind.OpenEnum or TypeKind.Bytes or TypeKind.File => true,
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
