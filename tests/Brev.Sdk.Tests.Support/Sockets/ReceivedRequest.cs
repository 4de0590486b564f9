using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Brev.Sdk.Tests.Sockets;

/// <summary>A request as it arrived at a <see cref="LoopbackServer"/>.</summary>
public sealed record ReceivedRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The path as it stood on the wire, still escaped.</summary>
    public string Path => Target.Split('?')[0];

    /// <summary>The query as it stood on the wire, without its question mark; empty when there is none.</summary>
    public string Query =>
        Target.Contains('?', StringComparison.Ordinal) ? Target[(Target.IndexOf('?', StringComparison.Ordinal) + 1)..] : "";

    public string? Authorization => Headers.GetValueOrDefault("Authorization");

    public static string RawTarget(HttpContext context) => context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
}
