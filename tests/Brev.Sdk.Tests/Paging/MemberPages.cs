using System.Globalization;
using System.Text.Json.Nodes;
using Brev.Sdk.Tests.Sockets;
using Microsoft.AspNetCore.Http;

namespace Brev.Sdk.Tests.Paging;

/// <summary>A server of members in pages, made up as they are asked for.</summary>
public sealed class MemberPages(int total)
{
    /// <summary>The token after a page whose last member has this number; by default its text, and none after the last page.</summary>
    public Func<int, string?> TokenAfter { get; set; } = last => last < total ? last.ToString(CultureInfo.InvariantCulture) : null;

    public async Task AnswerAsync(ReceivedRequest request, HttpContext context)
    {
        var page = JsonNode.Parse(request.Body)!["pageParams"];
        var start = int.Parse(page?["pageToken"]?.GetValue<string>() ?? "0", CultureInfo.InvariantCulture);
        var end = Math.Min(start + (page?["pageSize"]?.GetValue<int>() ?? 50), total);
        var items =
            Enumerable.Range(start, end - start).Select(number => (JsonNode)new JsonObject { ["userId"] = $"user-{number}" }).ToArray();
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(
            new JsonObject { ["items"] = new JsonArray(items), ["nextPageToken"] = TokenAfter(end) }.ToJsonString());
    }
}
