using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Renci.SshNet.Security;

namespace Brev.Sdk.Ssh.Keys;

/// <summary>
/// An ed25519 key pair of this process, in the forms that OpenSSH and Brev take. Its private half exists in memory alone.
/// </summary>
internal sealed class EphemeralKey
{
    private const string Type = "ssh-ed25519";
    private const int SeedLength = 32;
    private const int BlockLength = 8;

    private readonly byte[] _seed = RandomNumberGenerator.GetBytes(SeedLength);
    private readonly byte[] _public;

    public EphemeralKey()
    {
        using var key = new ED25519Key(_seed);
        _public = [.. key.PublicKey];
    }

    /// <summary>The public half as one line.</summary>
    public string PublicText => $"{Type} {Convert.ToBase64String(PublicBlob())}";

    /// <summary>The private half in the form of OpenSSH's PROTOCOL.key, unencrypted.</summary>
    public byte[] WritePrivate()
    {
        var check = RandomNumberGenerator.GetBytes(sizeof(uint));
        var secret = new List<byte>(
            [.. check, .. check, .. Field(Type), .. Field(_public), .. Field([.. _seed, .. _public]), .. Field("")]);
        for (byte padding = 1; secret.Count % BlockLength != 0; padding++)
        {
            secret.Add(padding);
        }

        byte[] whole = [.. Encoding.ASCII.GetBytes("openssh-key-v1\0"), .. Field(
            "none"), .. Field("none"), .. Field(""), 0, 0, 0, 1, .. Field(PublicBlob()), .. Field([.. secret])];
        return Encoding.ASCII.GetBytes(
            $"-----BEGIN OPENSSH PRIVATE "
                + $"KEY-----\n{Convert.ToBase64String(whole, Base64FormattingOptions.InsertLineBreaks).ReplaceLineEndings("\n")}\n"
                + "-----END OPENSSH PRIVATE KEY-----\n");
    }

    private byte[] PublicBlob() => [.. Field(Type), .. Field(_public)];

    private static byte[] Field(string text) => Field(Encoding.ASCII.GetBytes(text));

    private static byte[] Field(byte[] bytes)
    {
        var field = new byte[sizeof(uint) + bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(field, (uint)bytes.Length);
        bytes.CopyTo(field, sizeof(uint));
        return field;
    }
}
