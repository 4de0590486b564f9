namespace Brev.Sdk;

/// <summary>Reads the root of a host from an environment variable.</summary>
internal static class EnvironmentEndpoint
{
    /// <summary>An empty variable counts as unset, as it does for the brev CLI.</summary>
    public static Uri Read(string variable, Uri fallback)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrWhiteSpace(value))
        {
            return fallback;
        }

        if (Uri.TryCreate(value.Trim(), UriKind.Absolute, out var endpoint) && endpoint.Scheme is "https" or "http")
        {
            return endpoint!;
        }

        throw new BrevConfigurationException(
            $"The environment variable {variable} is not an absolute http or https address. Set it to one such as '{fallback.OriginalString}', or unset it.");
    }
}
