using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Brev.Sdk.Stores;

/// <summary>
/// What a JWT says about itself. Its signature is not verified: the server does that. Nothing here decides whether a token is
/// valid; it tells when to refresh it and where.
/// </summary>
internal sealed record TokenClaims
{
    /// <summary>In characters. No header takes a longer one.</summary>
    public const int LongestToken = 64 * 1024;

    /// <summary><c>iss</c>.</summary>
    public string? Issuer { get; private init; }

    /// <summary><c>sub</c>: the account.</summary>
    public string? Subject { get; private init; }

    /// <summary><c>aud</c>, which may be one string or an array on the wire.</summary>
    public IReadOnlyList<string> Audiences { get; private init; } = [];

    /// <summary><c>exp</c>.</summary>
    public DateTimeOffset? ExpiresOn { get; private init; }

    /// <summary><c>iat</c>.</summary>
    public DateTimeOffset? IssuedOn { get; private init; }

    /// <summary>Whether both tokens may speak for one account: what both say about issuer and subject is the same.</summary>
    public bool IsSameAccountAs(TokenClaims other) => Agree(Issuer, other.Issuer) && Agree(Subject, other.Subject);

    /// <summary>Reads the claims; false when the value is no JWT.</summary>
    public static bool TryRead([NotNullWhen(true)] string? token, [NotNullWhen(true)] out TokenClaims? claims)
    {
        claims = null;
        if (string.IsNullOrEmpty(token) || token.Length > LongestToken)
        {
            return false;
        }

        try
        {
            claims = From(new JsonWebToken(token));
            return true;
        }
        catch (Exception)
        {
            // Besides its SecurityTokenMalformedException the library throws other things for members of unexpected types. Its text quotes
            // parts of the token, so it goes no further.
            return false;
        }
    }

    /// <summary><c>email</c>, for a person to see; <see langword="null"/> when the value is no JWT or has none.</summary>
    public static string? ReadEmail(string? token)
    {
        try
        {
            return token is { Length: > 0 and <= LongestToken } ? Text(new JsonWebToken(token), "email") : null;
        }
        catch (Exception)
        {
            // As above.
            return null;
        }
    }

    private static bool Agree(string? one, string? other) => one is null || other is null || one == other;

    private static TokenClaims From(JsonWebToken token) => new()
    {
        Issuer = Text(token, "iss"),
        Subject = Text(token, "sub"),
        Audiences = [.. token.Audiences],
        ExpiresOn = Time(token, "exp"),
        IssuedOn = Time(token, "iat"),
    };

    private static string? Text(JsonWebToken token, string name) => Find(token, name) is string { Length: > 0 } text ? text : null;

    private static DateTimeOffset? Time(JsonWebToken token, string name) =>
        double.TryParse(
            Convert.ToString(Find(token, name), CultureInfo.InvariantCulture),
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var seconds)
        && seconds is > 0 and < 253402300800d
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
            : null;

    /// <summary>
    /// A value of any kind: the library's look-up is compiled anew for each type that it is asked for, which a cold start feels.
    /// </summary>
    private static object? Find(JsonWebToken token, string name) => token.TryGetPayloadValue<object>(name, out var value) ? value : null;
}
