namespace Brev.Sdk.Credentials;

/// <summary>
/// Tells an API key from what is often taken for one, before any call is made. It is asked wherever an application names a key. A key that
/// comes from a credentials file or another store is sent as it is: the program that wrote it has checked it, and a later one may know
/// other keys.
/// </summary>
internal static class ApiKeyFormat
{
    private const string Prefix = "bak-";

    /// <summary>Of keys for hosted models, seen in public code next to the address in <see cref="InferenceRoot"/>.</summary>
    private const string InferencePrefix = "brev_api_";

    private const string InferenceRoot = "https://api.brev.dev/v1";
    private const string Remedy = "Create an API key of an organization in the Brev console "
        + "(https://docs.nvidia.com/brev/guides/api-keys says how); it begins with 'bak-'.";

    /// <summary>
    /// What is wrong with a trimmed key, never showing it; <see langword="null"/> when nothing is. Its source begins the sentence.
    /// </summary>
    public static string? FindProblem(string key, string source) =>
        FindInferenceKey(key, source)
        ?? (key.Length > Prefix.Length && key.StartsWith(Prefix, StringComparison.Ordinal) ? null : $"{source} is no API key of Brev: "
            + $"one begins with '{Prefix}'. {Remedy}");

    /// <summary>As <see cref="FindProblem"/>, for a token that may have any other form.</summary>
    public static string? FindInferenceKey(string token, string source) => token.StartsWith(InferencePrefix, StringComparison.Ordinal)
        ? $"{source} is an inference key (it begins with '{InferencePrefix}'), for the OpenAI-compatible root {InferenceRoot} and not "
            + $"for this API. {Remedy}"
        : null;
}
