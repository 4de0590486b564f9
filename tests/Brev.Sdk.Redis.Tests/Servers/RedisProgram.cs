namespace Brev.Sdk.Redis.Tests.Servers;

/// <summary>
/// The server that the tests run: the system's redis-server, otherwise garnet-server, a .NET tool of this repository. The environment variable BREV_TEST_REDIS
/// (<c>redis</c>, <c>garnet</c>) allows only that one.
/// </summary>
public sealed record RedisProgram(string File, IReadOnlyList<string> Arguments, bool IsGarnet)
{
    /// <summary>What to do where there is none.</summary>
    public const string Missing = "No Redis server. Install one (apt-get install redis-server), or run 'dotnet tool restore' in the root of the repository for garnet-server.";

    /// <summary>The one at hand; <see langword="null"/> when there is none.</summary>
    public static RedisProgram? Found { get; } = Environment.GetEnvironmentVariable("BREV_TEST_REDIS") switch
    {
        "redis" => FindRedis(),
        "garnet" => FindGarnet(),
        _ => FindRedis() ?? FindGarnet(),
    };

    private static RedisProgram? FindRedis() =>
        OnPath("redis-server") is { } file ? new RedisProgram(file, [], IsGarnet: false) : null;

    private static RedisProgram? FindGarnet()
    {
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var folder = Path.Combine(cache, "garnet-server");
        var program = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "GarnetServer.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        return program is null ? null : new RedisProgram(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", "--roll-forward", "Major", program, "--lua"], IsGarnet: true);
    }

    public static string? OnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Append("/usr/bin")
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(System.IO.File.Exists);
}
