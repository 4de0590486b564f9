using System.Text.Json;

namespace Brev.Sdk.Errors;

/// <summary>
/// Reads the error bodies of both generations, and whatever a gateway sends instead: never throws, loses nothing that fits the excerpt.
/// Member names match without regard to case, as they do for the servers' own client.
/// </summary>
internal static class ApiErrorBodyReader
{
    public const int ExcerptLength = 1024;

    public static ApiErrorBody Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return ApiErrorBody.Empty;
        }

        var excerpt = Excerpt(text);
        try
        {
            using var document = JsonDocument.Parse(text);
            return FromJson(document.RootElement, excerpt);
        }
        catch (JsonException)
        {
            return new ApiErrorBody([], null, null, excerpt);
        }
    }

    private static ApiErrorBody FromJson(JsonElement root, string excerpt)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return new ApiErrorBody([], null, null, excerpt);
        }

        var errors = ReadErrors(Member(root, "errors"));
        var message = string.Join('\n', errors.Select(error => error.Message).Where(text => !string.IsNullOrWhiteSpace(text)));
        if (message.Length == 0)
        {
            message = Text(root, "message") ?? Text(root, "error_description") ?? Text(root, "error") ?? "";
        }

        return new ApiErrorBody(errors, Text(root, "code") ?? GrpcError.FindCode(message), message.Length == 0 ? null : message, excerpt);
    }

    private static List<BrevApiError> ReadErrors(JsonElement list)
    {
        var errors = new List<BrevApiError>();
        if (list.ValueKind != JsonValueKind.Array)
        {
            return errors;
        }

        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object)
            {
                errors.Add(new BrevApiError(Text(item, "type"), Text(item, "message"), Text(item, "field"), Text(item, "condition"), Text(item, "actual")));
            }
            else if (item.ValueKind == JsonValueKind.String)
            {
                errors.Add(new BrevApiError(null, SecretRedactor.Redact(item.GetString()!)));
            }
        }

        return errors;
    }

    private static JsonElement Member(JsonElement parent, string name)
    {
        foreach (var property in parent.EnumerateObject())
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value;
            }
        }

        return default;
    }

    private static string? Text(JsonElement parent, string name)
    {
        var value = Member(parent, name);
        return value.ValueKind switch
        {
            JsonValueKind.String => SecretRedactor.Redact(value.GetString()!),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        };
    }

    private static string Excerpt(string text)
    {
        // Redact first: a cut through a secret would leave a piece of it that no pattern recognizes.
        var redacted = SecretRedactor.Redact(text.Trim());
        return redacted.Length <= ExcerptLength ? redacted : string.Concat(redacted.AsSpan(0, ExcerptLength), "…");
    }
}
