using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>Writes and reads a credentials file as the brev CLI does: in place, without a lock.</summary>
public static class CredentialsFile
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void Write(string path, string accessToken, string refreshToken, Action<JsonObject>? more = null)
    {
        var content = new JsonObject { ["access_token"] = accessToken, ["refresh_token"] = refreshToken };
        more?.Invoke(content);
        File.WriteAllText(path, content.ToJsonString(new JsonSerializerOptions { WriteIndented = true, IndentSize = 1 }));
    }

    public static JsonObject Read(string path) => JsonNode.Parse(File.ReadAllText(path))!.AsObject();

    public static string AccessToken(string path) => Read(path)["access_token"]!.GetValue<string>();

    /// <summary>The mode of a file; on Windows, which has none, what is wanted elsewhere.</summary>
    public static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? OwnerOnly : File.GetUnixFileMode(path);
}
