using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Brev.Sdk.Redis.Tests;

/// <summary>Encryption whose keys can be taken away, as those in a vault that is down.</summary>
public sealed class SwitchedKeys : IDataProtector
{
    private readonly IDataProtector _inner;
    private readonly SwitchedKeys? _origin;

    public SwitchedKeys()
        : this(new EphemeralDataProtectionProvider().CreateProtector("test"), null)
    {
    }

    private SwitchedKeys(IDataProtector inner, SwitchedKeys? origin) => (_inner, _origin) = (inner, origin);

    /// <summary>Whether nothing can be encrypted at the moment, by this one or by what it has made.</summary>
    public bool IsBroken { get; set; }

    private bool IsAway => IsBroken || _origin is { IsAway: true };

    public IDataProtector CreateProtector(string purpose) => new SwitchedKeys(_inner.CreateProtector(purpose), this);

    public byte[] Protect(byte[] plaintext) =>
        IsAway ? throw new CryptographicException("The key ring is away.") : _inner.Protect(plaintext);

    public byte[] Unprotect(byte[] protectedData) => _inner.Unprotect(protectedData);
}
