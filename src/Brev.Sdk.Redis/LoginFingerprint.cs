using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Brev.Sdk.Redis;

/// <summary>
/// Tells token sets apart without showing them: what a save replaces is named by it. Tokens and keys are long and random, so that nothing
/// leads back from their hash.
/// </summary>
internal static class LoginFingerprint
{
    /// <summary>That of no login at all.</summary>
    public const string None = "";

    private const int BytesOfHash = 16;

    public static string Of(BrevStoredCredential? login)
    {
        if (login is null)
        {
            return None;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, login.AccessToken);
        Append(hash, login.RefreshToken);
        Append(hash, login.ApiKey);
        Append(hash, login.ApiKeyOrganizationId);
        return Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, BytesOfHash));
    }

    private static void Append(IncrementalHash hash, string? text)
    {
        var bytes = Encoding.UTF8.GetBytes(text ?? "");
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
