namespace Brev.Sdk.Settings;

/// <summary>Reads text from an environment variable.</summary>
internal static class EnvironmentText
{
    public static string Read(string variable, string fallback) => Find(variable) ?? fallback;

    /// <summary>An empty variable counts as unset, as it does for the brev CLI.</summary>
    public static string? Find(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
