using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>Writes and reads a credentials file as the brev CLI does: in place, without a lock.</summary>
public static partial class CredentialsFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void Write(string path, string accessToken, string refreshToken, Action<JsonObject>? more = null)
    {
        var content = new JsonObject { ["access_token"] = accessToken, ["refresh_token"] = refreshToken };
        more?.Invoke(content);
        File.WriteAllText(path, DoubledIndentation().Replace(content.ToJsonString(Indented), "$1"));
    }

    public static JsonObject Read(string path) => JsonNode.Parse(File.ReadAllText(path))!.AsObject();

    public static string AccessToken(string path) => Read(path)["access_token"]!.GetValue<string>();

    /// <summary>The mode of a file; on Windows, which has none, what is wanted elsewhere.</summary>
    public static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? OwnerOnly : File.GetUnixFileMode(path);

    /// <summary>The CLI indents by one space, and .NET 8 by two only.</summary>
    [GeneratedRegex("^( +)\\1", RegexOptions.Multiline)]
    private static partial Regex DoubledIndentation();
}
