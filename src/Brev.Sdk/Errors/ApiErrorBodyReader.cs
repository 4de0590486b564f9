using System.Text.Json;
using Brev.Sdk.Diagnostics;

namespace Brev.Sdk.Errors;

/// <summary>
/// Reads the error bodies of both generations, and whatever a gateway sends instead: never throws, loses nothing that fits the excerpt.
/// Member names match without regard to case, as they do for the servers' own client. What is looked at is bounded by what is shown.
/// </summary>
internal static class ApiErrorBodyReader
{
    public const int ExcerptLength = 1024;

    /// <summary>The most characters of one text.</summary>
    public const int TextLength = 4096;

    /// <summary>The most entries of an error list.</summary>
    public const int MaximumErrors = 16;

    private static readonly string[] Names =
        ["errors", "code", "message", "error_description", "error", "type", "field", "condition", "actual"];

    /// <param name="text">The body.</param>
    /// <param name="secrets">What the call itself carried, in every form in which an error may repeat it.</param>
    public static ApiErrorBody Read(string? text, IReadOnlyList<KnownSecret>? secrets = null)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return ApiErrorBody.Empty;
        }

        var known = secrets ?? [];
        var excerpt = SecretRedactor.Redact(text.Trim(), ExcerptLength, known);
        try
        {
            using var document = JsonDocument.Parse(text);
            return FromJson(document.RootElement, excerpt, known);
        }
        catch (JsonException)
        {
            return new ApiErrorBody([], null, null, excerpt);
        }
    }

    private static ApiErrorBody FromJson(JsonElement root, string excerpt, IReadOnlyList<KnownSecret> secrets)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return new ApiErrorBody([], null, null, excerpt);
        }

        var errors = ReadErrors(Member(root, "errors"), secrets);
        var message = errors.Count == 1
            ? errors[0].Message
            : string.Join('\n', errors.Select(error => error.Message).Where(text => !string.IsNullOrWhiteSpace(text)));
        if (string.IsNullOrWhiteSpace(message))
        {
            message = Text(root, "message", secrets) ?? Text(root, "error_description", secrets) ?? Text(root, "error", secrets) ?? "";
        }

        return new ApiErrorBody(
            errors, Text(root, "code", secrets) ?? GrpcError.FindCode(message), message.Length == 0 ? null : message, excerpt);
    }

    private static List<BrevApiError> ReadErrors(JsonElement list, IReadOnlyList<KnownSecret> secrets)
    {
        var errors = new List<BrevApiError>();
        if (list.ValueKind != JsonValueKind.Array)
        {
            return errors;
        }

        foreach (var item in list.EnumerateArray())
        {
            if (errors.Count == MaximumErrors)
            {
                break;
            }

            if (item.ValueKind == JsonValueKind.Object)
            {
                errors.Add(ReadError(item, secrets));
            }
            else if (item.ValueKind == JsonValueKind.String)
            {
                errors.Add(new BrevApiError(null, Text(item, secrets)));
            }
        }

        return errors;
    }

    private static BrevApiError ReadError(JsonElement item, IReadOnlyList<KnownSecret> secrets) => new(
        Text(item, "type", secrets),
        Text(item, "message", secrets),
        Text(item, "field", secrets),
        Text(item, "condition", secrets),
        Text(item, "actual", secrets));

    private static JsonElement Member(JsonElement parent, string name)
    {
        foreach (var property in parent.EnumerateObject())
        {
            if (Is(property, name))
            {
                return property.Value;
            }
        }

        return default;
    }

    /// <summary>Every error is asked for names that most do not have, and a name that becomes a text is an object more.</summary>
    private static bool Is(JsonProperty property, string name)
    {
        if (property.NameEquals(name))
        {
            return true;
        }

        foreach (var known in Names)
        {
            if (property.NameEquals(known))
            {
                return false;
            }
        }

        return property.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    private static string? Text(JsonElement parent, string name, IReadOnlyList<KnownSecret> secrets) => Text(Member(parent, name), secrets);

    private static string? Text(JsonElement value, IReadOnlyList<KnownSecret> secrets) => value.ValueKind switch
    {
        JsonValueKind.String => SecretRedactor.Redact(value.GetString()!, TextLength, secrets),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => SecretRedactor.Redact(value.GetRawText(), TextLength, secrets),
        _ => null,
    };
}
