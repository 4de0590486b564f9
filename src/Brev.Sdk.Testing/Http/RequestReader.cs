using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Brev.Sdk.Testing.Http;

/// <summary>Reads a request as it was sent.</summary>
internal static class RequestReader
{
    /// <summary>The request, or <see langword="null"/> when its body is larger than the server reads.</summary>
    public static async Task<FakeRequest?> ReadAsync(HttpContext context, FakeServer server, DateTimeOffset receivedOn)
    {
        var headers = context.Request.Headers.ToDictionary(
            static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        try
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var body = await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false);
            return new FakeRequest(server, context.Request.Method.ToUpperInvariant(), ReadAddress(context), headers, body, receivedOn);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    /// <summary>The raw target keeps the escapes that Kestrel takes out of the path.</summary>
    private static Uri ReadAddress(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var root = $"http://127.0.0.1:{context.Connection.LocalPort}";
        return target.StartsWith('/') && Uri.TryCreate(root + target, UriKind.Absolute, out var address)
            ? address
            : new Uri($"{root}{context.Request.Path.ToUriComponent()}{context.Request.QueryString.ToUriComponent()}");
    }
}
