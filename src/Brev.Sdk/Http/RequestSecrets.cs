using System.Text.Json;
using Brev.Sdk.Diagnostics;

namespace Brev.Sdk.Http;

/// <summary>
/// The secrets that a failed call itself carried. A server may repeat them in its error in any form; no pattern recognizes them there, but
/// the request says what they are.
/// </summary>
internal static class RequestSecrets
{
    /// <summary>Shorter values would mask ordinary words.</summary>
    private const int ShortestSecret = 4;

    /// <summary>Those of the token and of the body.</summary>
    public static async ValueTask<IReadOnlyList<KnownSecret>> FindAsync(HttpRequestMessage? request)
    {
        if (request is null)
        {
            return [];
        }

        var secrets = new List<KnownSecret>(1);
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

    private static void Collect(JsonElement element, bool isSecret, List<KnownSecret> secrets)
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

    private static void Add(List<KnownSecret> secrets, string? value)
    {
        if (value is { Length: >= ShortestSecret })
        {
            secrets.Add(new KnownSecret(value));
        }
    }
}
