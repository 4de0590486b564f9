namespace Brev.Sdk.Settings;

/// <summary>Reads text from an environment variable.</summary>
internal static class EnvironmentText
{
    /// <summary>An empty variable counts as unset, as it does for the brev CLI.</summary>
    public static string Read(string variable, string fallback) =>
        Environment.GetEnvironmentVariable(variable) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : fallback;
}
