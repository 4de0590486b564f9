using System.Security.Cryptography;
using Renci.SshNet.Common;

namespace Brev.Sdk.Ssh.HostKeys;

/// <summary>
/// Trust on first use for one machine, or a pinned key. A key is kept only after the whole connection has succeeded, so that a stranger at
/// the address who refuses the login leaves nothing behind.
/// </summary>
internal sealed class HostKeyCheck(string machineId, string machineName, KnownHostsFile file, string? pinnedKey)
{
    private const string FingerprintPrefix = "SHA256:";

    private readonly (string Fingerprint, string? Type)? _pinned = pinnedKey is null ? null : Read(pinnedKey);

    /// <summary>What to ask the machine for.</summary>
    public HostKeyTypes Types => new(
        _pinned is null ? [.. file.Find(machineId).Select(static host => host.Type)] : _pinned is { Type: { } type } ? [type] : [], []);

    /// <summary>
    /// Whether the key that is expected may be of another type than the refused one: a fingerprint does not tell the type of its key.
    /// </summary>
    public bool MayBeOfAnotherType => _pinned is { Type: null };

    /// <summary>Reads a pinned key; the type of a fingerprint's key is not known.</summary>
    /// <exception cref="ArgumentException">The text is neither a fingerprint nor a public key.</exception>
    public static (string Fingerprint, string? Type) Read(string pinnedKey)
    {
        var text = pinnedKey.Trim();
        if (text.StartsWith(FingerprintPrefix, StringComparison.Ordinal))
        {
            return (text.TrimEnd('='), null);
        }

        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var bytes = new byte[text.Length];
        return words.Length >= 2 && Convert.TryFromBase64String(words[1], bytes, out var length)
            ? (FingerprintOf(bytes.AsSpan(0, length)), words[0])
            : throw new ArgumentException(
                "The pinned host key must be a fingerprint such as 'SHA256:…' or a public key such as 'ssh-ed25519 AAAA…'.",
                nameof(pinnedKey));
    }

    public HostKeyVerdict Judge(HostKeyEventArgs presented)
    {
        var fingerprint = FingerprintOf(presented.HostKey);
        if (_pinned is { Fingerprint: var pinned })
        {
            return fingerprint == pinned
                ? HostKeyVerdict.Trusted(fingerprint)
                : HostKeyVerdict.Refused(fingerprint, Changed(fingerprint, $"the pinned one is {pinned}", "correct SshOptions.HostKey"));
        }

        var key = new KnownHost(HostKeyTypes.TypeOf(presented.HostKeyName), Convert.ToBase64String(presented.HostKey));
        return Judge(key, file.Find(machineId));
    }

    /// <summary>Keeps the key of a first connection.</summary>
    /// <exception cref="BrevSshException">Another connection has kept another key meanwhile.</exception>
    public Task KeepAsync(HostKeyVerdict verdict, CancellationToken cancellationToken) => verdict.NewKey is not { } key
        ? Task.CompletedTask
        : file.AddAsync(
            machineId,
            known => Judge(key, known) is { Refusal: { } refusal } ? throw refusal : Judge(key, known).NewKey,
            cancellationToken);

    private HostKeyVerdict Judge(KnownHost key, IReadOnlyList<KnownHost> known)
    {
        var fingerprint = FingerprintOf(Decode(key.Key));
        return known.Count == 0 ? HostKeyVerdict.First(fingerprint, key)
            : known.Any(host => host.Key == key.Key) ? HostKeyVerdict.Trusted(fingerprint)
            : HostKeyVerdict.Refused(fingerprint, Changed(
                fingerprint,
                $"'{file.Path}' knows {string.Join(", ", known.Select(host => FingerprintOf(Decode(host.Key))))}",
                $"remove the lines that begin with '{machineId}' from that file"));
    }

    private static string FingerprintOf(ReadOnlySpan<byte> key) =>
        FingerprintPrefix + Convert.ToBase64String(SHA256.HashData(key)).TrimEnd('=');

    private static byte[] Decode(string key)
    {
        var bytes = new byte[key.Length];
        return Convert.TryFromBase64String(key, bytes, out var length) ? bytes[..length] : [];
    }

    private BrevSshException Changed(string presented, string expected, string remedy) => new(
        SshFailureReason.HostKeyChanged,
        $"The host key of {machineName} is not the one that is trusted: it presented {presented}, and {expected}. Nothing was sent to it. "
            + "Either another machine answers at the address, "
        + $"which can be an attack, or the machine's system was installed anew. If you know that it was, {remedy} and connect again.");
}
