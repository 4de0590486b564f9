namespace Brev.Sdk.Redis.Tests.Servers;

/// <summary>The program that the tests run: the system's redis-server.</summary>
public static class RedisProgram
{
    /// <summary>What to do where there is none.</summary>
    public const string Missing =
        "redis-server is needed. Install it: apt-get install redis-server redis-tools (macOS: brew install redis)";

    /// <summary>The one at hand; <see langword="null"/> when there is none.</summary>
    public static string? Found { get; } = OnPath("redis-server");

    public static string? OnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Append("/usr/bin")
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
