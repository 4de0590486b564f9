using System.Security.Cryptography;

namespace Brev.Sdk.Testing.SshCertificates;

/// <summary>
/// Signs SSH certificates (OpenSSH's PROTOCOL.certkeys) with a key of its own, as Brev does for machines with certificate SSH.
/// </summary>
internal sealed class SshCertificateAuthority
{
    /// <summary>How long a certificate is valid. The real lifetime is not known.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private static readonly string[] KeyTypes =
        ["ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"];

    private readonly ECParameters _key;
    private long _serial;

    public SshCertificateAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _key = key.ExportParameters(includePrivateParameters: true);
    }

    /// <summary>The public key that the machines trust, in OpenSSH form.</summary>
    public string PublicKey => $"ecdsa-sha2-nistp256 {Convert.ToBase64String(PublicBlob())}";

    /// <summary>A user certificate for the key, or <see langword="null"/> when the text is no public key in OpenSSH form.</summary>
    public string? Sign(string publicKey, string keyId, string principal, DateTimeOffset now)
    {
        var words = publicKey.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length < 2 || !KeyTypes.Contains(words[0]) || Material(words[0], words[1]) is not { } material)
        {
            return null;
        }

        var type = $"{words[0]}-cert-v01@openssh.com";
        var signed = new SshBlob()
            .Text(type)
            .Bytes(RandomNumberGenerator.GetBytes(32))
            .Raw(material)
            .Number((ulong)Interlocked.Increment(ref _serial))
            .Number(1u)
            .Text(keyId)
            .Bytes(new SshBlob().Text(principal).ToArray())
            .Number((ulong)now.ToUnixTimeSeconds())
            .Number((ulong)(now + Lifetime).ToUnixTimeSeconds())
            .Text("")
            .Bytes(new SshBlob().Text("permit-port-forwarding").Text("").Text("permit-pty").Text("").ToArray())
            .Text("")
            .Bytes(PublicBlob());
        return $"{type} {Convert.ToBase64String(signed.Bytes(Signature(signed.ToArray())).ToArray())}";
    }

    /// <summary>The numbers of a key, which follow its type in the binary form.</summary>
    private static byte[]? Material(string type, string base64)
    {
        var bytes = new byte[base64.Length];
        var prefix = new SshBlob().Text(type).ToArray();
        return Convert.TryFromBase64String(base64, bytes, out var length)
            && bytes.AsSpan(0, length).StartsWith(prefix)
            && length > prefix.Length
            ? bytes[prefix.Length..length]
            : null;
    }

    private byte[] PublicBlob() =>
        new SshBlob().Text("ecdsa-sha2-nistp256").Text("nistp256").Bytes([4, .. _key.Q.X!, .. _key.Q.Y!]).ToArray();

    private byte[] Signature(byte[] data)
    {
        using var key = ECDsa.Create(_key);
        var pair = key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        var numbers = new SshBlob().Positive(pair.AsSpan(0, pair.Length / 2)).Positive(pair.AsSpan(pair.Length / 2)).ToArray();
        return new SshBlob().Text("ecdsa-sha2-nistp256").Bytes(numbers).ToArray();
    }
}
