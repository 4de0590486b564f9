using System.Diagnostics.CodeAnalysis;

namespace Brev.Sdk.IdentityProviders;

/// <summary>What refreshes a login with NVIDIA: the key of the session, and the device that began it. The key is a secret.</summary>
internal readonly record struct KasSession(string SessionKey, string DeviceId)
{
    /// <summary>Takes a stored refresh token apart: exactly two parts around one colon, fit for HTTP headers.</summary>
    public static bool TryParse([NotNullWhen(true)] string? refreshToken, out KasSession session)
    {
        session = default;
        if (refreshToken?.Split(':') is not [{ Length: > 0 } key, { Length: > 0 } device] || !IsHeaderText(key) || !IsHeaderText(device))
        {
            return false;
        }

        session = new KasSession(key, device);
        return true;
    }

    /// <summary>The form in which it is stored as a refresh token.</summary>
    public string ToRefreshToken() => $"{SessionKey}:{DeviceId}";

    /// <summary>Nothing: it is a secret.</summary>
    public override string ToString() => "KasSession { *** }";

    private static bool IsHeaderText(string text) => !text.AsSpan().ContainsAnyExceptInRange('\u0021', '\u007e');
}
