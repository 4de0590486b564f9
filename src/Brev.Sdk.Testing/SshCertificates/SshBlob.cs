using System.Buffers.Binary;
using System.Text;

namespace Brev.Sdk.Testing.SshCertificates;

/// <summary>
/// Writes the binary form of SSH keys and certificates (RFC 4251, section 5): numbers in big-endian order, everything else with its length.
/// </summary>
internal sealed class SshBlob
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public SshBlob Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public SshBlob Number(uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return Raw(bytes);
    }

    public SshBlob Number(ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return Raw(bytes);
    }

    public SshBlob Bytes(ReadOnlySpan<byte> value) => Number((uint)value.Length).Raw(value);

    public SshBlob Text(string value) => Bytes(Encoding.UTF8.GetBytes(value));

    /// <summary>A positive number of any length: no zeros in front but the one that keeps the sign.</summary>
    public SshBlob Positive(ReadOnlySpan<byte> value)
    {
        value = value.TrimStart((byte)0);
        return value.Length > 0 && value[0] > 127 ? Bytes([0, .. value]) : Bytes(value);
    }
}
