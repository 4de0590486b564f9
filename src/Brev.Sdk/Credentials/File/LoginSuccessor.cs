using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Brev.Sdk.Credentials;

/// <summary>
/// Remembers, beside the credentials file, which login took the place of the one whose one-use refresh token was used up last. Whoever finds the used-up one in
/// the file again, because a program that takes no lock has put it back, goes on with its successor instead of presenting it: to a provider that is a theft,
/// and the end of the login.
/// </summary>
/// <remarks>
/// The successor is sealed with a key that is made from the used-up refresh token. Only a file that holds that token opens it, so there is nothing to compare
/// and nothing to go stale, and when somebody signs out by deleting the credentials file alone, no login stays behind that anybody could read.
/// </remarks>
/// <param name="path">The credentials file, links followed.</param>
internal sealed class LoginSuccessor(string path)
{
    private const byte Version = 1;
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int Overhead = 1 + NonceSize + TagSize;
    private const int LargestFile = 1024 * 1024;

    private static readonly byte[] Purpose = "Brev.Sdk login successor"u8.ToArray();

    private readonly string _path = path + ".successor";

    /// <summary>Remembers what took the place of <paramref name="replaced"/>. It is a safeguard: where it cannot be written, the login is stored all the same.</summary>
    public async ValueTask WriteAsync(AtomicFile file, BrevStoredCredential replaced, BrevStoredCredential successor)
    {
        if (!AesGcm.IsSupported || replaced.RefreshToken is not { Length: > 0 } usedUp)
        {
            return;
        }

        try
        {
            await file.ReplaceAsync(_path, Seal(CredentialsDocument.Empty.Write(successor), usedUp)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The one that is there, if any, belongs to an older login and opens for nobody.
        }
    }

    /// <summary>The login that took the place of <paramref name="stored"/>; <see langword="null"/> when none did, as far as is known here.</summary>
    public BrevStoredCredential? Of(BrevStoredCredential stored)
    {
        try
        {
            return AesGcm.IsSupported && stored.RefreshToken is { Length: > 0 } token && Open(Read(), token) is { } content ? CredentialsDocument.Parse(content).Credential : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or JsonException)
        {
            // There is none, it is another login's, or it is damaged.
            return null;
        }
    }

    /// <summary>Forgets it.</summary>
    public void Delete() => CredentialsFileStore.DeleteIfPresent(_path);

    /// <summary>As <see cref="AtomicFile.DeleteLeftovers"/>.</summary>
    public void DeleteLeftovers() => AtomicFile.DeleteLeftovers(_path);

    private byte[] Read()
    {
        using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var content = new byte[Math.Min(file.Length, LargestFile)];
        file.ReadExactly(content);
        return content;
    }

    private static byte[] Seal(ReadOnlySpan<byte> content, string usedUp)
    {
        var @sealed = new byte[Overhead + content.Length];
        @sealed[0] = Version;
        var nonce = @sealed.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(Key(usedUp), TagSize);
        cipher.Encrypt(nonce, content, @sealed.AsSpan(Overhead), @sealed.AsSpan(1 + NonceSize, TagSize));
        return @sealed;
    }

    private static byte[]? Open(ReadOnlySpan<byte> @sealed, string token)
    {
        if (@sealed.Length < Overhead || @sealed[0] != Version)
        {
            return null;
        }

        var content = new byte[@sealed.Length - Overhead];
        using var cipher = new AesGcm(Key(token), TagSize);
        cipher.Decrypt(@sealed.Slice(1, NonceSize), @sealed[Overhead..], @sealed.Slice(1 + NonceSize, TagSize), content);
        return content;
    }

    private static byte[] Key(string usedUp) => HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(usedUp), KeySize, info: Purpose);
}
