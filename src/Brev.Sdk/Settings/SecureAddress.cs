namespace Brev.Sdk.Settings;

/// <summary>The one rule for addresses that secrets are sent to.</summary>
internal static class SecureAddress
{
    /// <summary>
    /// Whether what is sent there cannot be read on the way (https, or http to this very machine), and goes where a person reads that it
    /// goes: user information can look like a host.
    /// </summary>
    public static bool IsSecure(Uri? address) =>
        address is { IsAbsoluteUri: true, UserInfo: "" }
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>Whether it is secure, and the root of a host: without query and fragment.</summary>
    public static bool IsSecureRoot(Uri? address) => IsSecure(address) && (address!.Query + address.Fragment).Length == 0;
}
