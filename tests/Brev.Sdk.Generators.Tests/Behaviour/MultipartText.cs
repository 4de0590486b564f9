using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>The parts of a multipart body as <c>name: text</c>, with the media type where it is not that of plain text.</summary>
internal static class MultipartText
{
    private const string Plain = "text/plain; charset=utf-8";

    public static IEnumerable<string> Of(CalledClient client) => Of(client.ContentType!, client.Body!);

    public static IEnumerable<string> Of(string contentType, string body) =>
        body.Split("--" + contentType.Split("boundary=")[1].Trim('"'))[1..^1].Select(static part =>
        {
            var lines = part[2..].Split("\r\n");
            var name = Header(lines, "Content-Disposition").Split("name=")[1].Trim('"');
            var media = Header(lines, "Content-Type");
            return $"{name}{(media == Plain ? "" : $" ({media})")}: {lines[^2]}";
        });

    private static string Header(string[] lines, string name) =>
        lines.Single(line => line.StartsWith(name, StringComparison.Ordinal))[(name.Length + 2)..];
}
