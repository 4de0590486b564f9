using System.Diagnostics.CodeAnalysis;
using Brev.Sdk.Settings;

namespace Brev.Sdk.Login;

/// <summary>Decides whether an address that a server sent may be handed to a person's browser.</summary>
internal static class LoginAddress
{
    /// <summary>
    /// Only https, or http on this very machine: a browser would do other things with other schemes. It may have a query, as addresses of
    /// logins do.
    /// </summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && SecureAddress.IsSecure(address);
}
