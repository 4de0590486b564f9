using System.Diagnostics.CodeAnalysis;
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
            return token is { Length: > 0 and <= LongestToken }
                && new JsonWebToken(token).TryGetPayloadValue<string>("email", out var email)
                ? NullIfEmpty(email)
                : null;
        }
        catch (Exception)
        {
            // As above.
            return null;
        }
    }

    private static bool Agree(string? one, string? other) => one is null || other is null || one == other;

    /// <summary>By the library's ready properties: its general look-up by name costs a cold start a third more.</summary>
    private static TokenClaims From(JsonWebToken token) => new()
    {
        Issuer = NullIfEmpty(token.Issuer),
        Subject = NullIfEmpty(token.Subject),
        Audiences = [.. token.Audiences],
        ExpiresOn = Time(token.ValidTo),
        IssuedOn = Time(token.IssuedAt),
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>
    /// The library says the smallest date for a claim that is missing or before 1970, and the largest for one beyond all dates.
    /// </summary>
    private static DateTimeOffset? Time(DateTime time) =>
        time > DateTime.UnixEpoch && time < DateTime.MaxValue ? new DateTimeOffset(time, TimeSpan.Zero) : null;
}
