using System.Reflection;

namespace Brev.Sdk.Http;

/// <summary>How the SDK names itself to the servers.</summary>
internal static class UserAgent
{
    public static string Value { get; } = $"Brev.Sdk/{Version()} (.NET {Environment.Version})";

    /// <summary>The package's version without the commit after its plus sign.</summary>
    private static string Version() =>
        typeof(UserAgent).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
