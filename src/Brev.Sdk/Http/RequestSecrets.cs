using System.Text.Encodings.Web;
using System.Text.Json;

namespace Brev.Sdk.Http;

/// <summary>
/// The secrets that a failed call itself carried. A server may repeat them in its error in any form; no pattern recognizes them there, but the request
/// says what they are.
/// </summary>
internal static class RequestSecrets
{
    /// <summary>Shorter values would mask ordinary words.</summary>
    private const int ShortestSecret = 4;

    /// <summary>Every form in which an answer may repeat one of them.</summary>
    public static async ValueTask<IReadOnlyCollection<string>> FindAsync(HttpRequestMessage? request) =>
        request is null ? [] : (await CollectAsync(request).ConfigureAwait(false)).SelectMany(Forms).ToHashSet(StringComparer.Ordinal);

    /// <summary>As it is, as JSON writes it, as JSON writes that inside a text of its own, and as an address writes it.</summary>
    private static IEnumerable<string> Forms(string secret)
    {
        string[] once = [secret, Encode(secret, JavaScriptEncoder.Default), Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping), Uri.EscapeDataString(secret)];
        return once.SelectMany(form => new[] { Encode(form, JavaScriptEncoder.UnsafeRelaxedJsonEscaping), form }).Distinct(StringComparer.Ordinal);
    }

    private static string Encode(string text, JavaScriptEncoder encoder) => JsonEncodedText.Encode(text, encoder).ToString();

    private static async ValueTask<List<string>> CollectAsync(HttpRequestMessage request)
    {
        var secrets = new List<string>();
        Add(secrets, request.Headers.Authorization?.Parameter);
        if (request.Content is { Headers.ContentType.MediaType: "application/json" } content && ReplayableContent.IsReplayable(request))
        {
            try
            {
                using var body = JsonDocument.Parse(await content.ReadAsByteArrayAsync().ConfigureAwait(false));
                Collect(body.RootElement, isSecret: false, secrets);
            }
            catch (Exception exception) when (exception is JsonException or ObjectDisposedException)
            {
                // Without the body the patterns of the redactor are all there is.
            }
        }

        return secrets;
    }

    private static void Collect(JsonElement element, bool isSecret, List<string> secrets)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Collect(member.Value, isSecret || SecretRedactor.IsSecretName(member.Name), secrets);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, isSecret, secrets);
                }

                break;
            case JsonValueKind.String when isSecret:
                Add(secrets, element.GetString());
                break;
        }
    }

    private static void Add(List<string> secrets, string? value)
    {
        if (value is { Length: >= ShortestSecret })
        {
            secrets.Add(value);
        }
    }
}
