namespace Brev.Sdk.Settings;

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

        if (Uri.TryCreate(value.Trim(), UriKind.Absolute, out var endpoint) && SecureAddress.IsSecureRoot(endpoint))
        {
            return endpoint;
        }

        throw new BrevConfigurationException(
            $"The environment variable {variable} is not an absolute https address without user information, query and fragment (http "
                + "is allowed only to a loopback address, because tokens would travel in clear). Set it to one such as "
                + $"'{fallback.OriginalString}', or unset it.");
    }
}
