using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Brev.Sdk.Stores;

/// <summary>
/// A token set as a line of text that only the tokens which it replaced can open (AES-256-GCM, the key by HKDF from both of them).
/// </summary>
internal static class SealedTokenSet
{
    private const string Version = "1.";
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private static readonly byte[] Purpose = "Brev.Sdk login successor"u8.ToArray();

    /// <summary>Not every platform has the cipher; a browser has not.</summary>
    public static bool IsSupported => AesGcm.IsSupported;

    /// <summary>Seals a token set with the tokens of <paramref name="replaced"/>.</summary>
    public static string Seal(BrevStoredCredential tokenSet, BrevStoredCredential replaced)
    {
        var content = CredentialsDocument.Absent.Write(tokenSet);
        var bytes = new byte[NonceSize + TagSize + content.Length];
        var (nonce, tag, text) = Parts(bytes);
        RandomNumberGenerator.Fill(nonce.Span);
        using var cipher = new AesGcm(Key(replaced), TagSize);
        cipher.Encrypt(nonce.Span, content, text.Span, tag.Span);
        return Version + Convert.ToBase64String(bytes);
    }

    /// <summary>
    /// Opens it with the tokens of <paramref name="replaced"/>; <see langword="null"/> when it took the place of others, or is damaged.
    /// </summary>
    public static BrevStoredCredential? Open(string line, BrevStoredCredential replaced)
    {
        try
        {
            if (!line.StartsWith(Version, StringComparison.Ordinal)
                || Convert.FromBase64String(line[Version.Length..]) is not { Length: > NonceSize + TagSize } bytes)
            {
                return null;
            }

            var (nonce, tag, text) = Parts(bytes);
            var content = new byte[text.Length];
            using var cipher = new AesGcm(Key(replaced), TagSize);
            cipher.Decrypt(nonce.Span, text.Span, tag.Span, content);
            return CredentialsDocument.Parse(content).TokenSet;
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException or JsonException)
        {
            return null;
        }
    }

    private static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Text) Parts(Memory<byte> bytes) =>
        (bytes[..NonceSize], bytes.Slice(NonceSize, TagSize), bytes[(NonceSize + TagSize)..]);

    private static byte[] Key(BrevStoredCredential replaced) =>
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes($"{replaced.AccessToken}\n{replaced.RefreshToken}"), KeySize, info: Purpose);
}
