namespace Brev.Sdk.Settings;

/// <summary>The one rule for addresses that secrets are sent to.</summary>
internal static class SecureAddress
{
    /// <summary>Whether what is sent there cannot be read on the way: https, or http to this very machine.</summary>
    public static bool IsSecure(Uri? address) =>
        address is { IsAbsoluteUri: true }
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>Whether it is secure, and the root of a host: without user information, query and fragment.</summary>
    public static bool IsSecureRoot(Uri? address) =>
        IsSecure(address) && (address!.UserInfo + address.Query + address.Fragment).Length == 0;
}
