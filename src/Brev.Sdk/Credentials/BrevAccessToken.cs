using System.Net.Http.Headers;
using Brev.Sdk.Credentials;
using Brev.Sdk.Stores;

namespace Brev.Sdk;

/// <summary>
/// A bearer value and what is known about it. Immutable; one instance stands for one generation of a token, so a reference
/// comparison tells whether it has been replaced.
/// </summary>
public sealed class BrevAccessToken
{
    /// <summary>Creates a token.</summary>
    /// <param name="token">The bearer value, sent exactly as given.</param>
    /// <param name="expiresOn">When Brev stops accepting it; <see langword="null"/> when unknown.</param>
    /// <param name="issuedOn">When it was issued; <see langword="null"/> when unknown.</param>
    /// <exception cref="ArgumentException">The value is empty or cannot stand in an HTTP header.</exception>
    public BrevAccessToken(string token, DateTimeOffset? expiresOn = null, DateTimeOffset? issuedOn = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        HeaderText.Require(token, nameof(token));
        Token = token;
        ExpiresOn = expiresOn;
        IssuedOn = issuedOn;
        Header = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The bearer value. It is a secret: keep it out of logs.</summary>
    public string Token { get; }

    /// <summary>When Brev stops accepting it; <see langword="null"/> when unknown, as for an API key.</summary>
    public DateTimeOffset? ExpiresOn { get; }

    /// <summary>When it was issued; <see langword="null"/> when unknown.</summary>
    public DateTimeOffset? IssuedOn { get; }

    /// <summary>The header of every request with this token, built once.</summary>
    internal AuthenticationHeaderValue Header { get; }

    /// <summary>The expiry, never the value.</summary>
    public override string ToString() =>
        ExpiresOn is { } expiry ? $"BrevAccessToken {{ Token = ***, ExpiresOn = {expiry:O} }}" : "BrevAccessToken { Token = *** }";
}
