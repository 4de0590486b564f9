using System.Collections.Concurrent;
using System.Security.Cryptography;
using Brev.Sdk.Testing.Tokens;

namespace Brev.Sdk.Testing;

/// <summary>
/// The tokens that the fake has issued and accepts: JSON web tokens with a true signature, whose life goes by <see cref="FakeBrev.Clock"/>.
/// Thread-safe.
/// </summary>
public sealed class FakeTokens
{
    private readonly ConcurrentDictionary<string, TokenRecord> _accepted = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RefreshSession> _sessions = new(StringComparer.Ordinal);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly TimeProvider _clock;
    private readonly FakeUsers _users;
    private int _issued;
    private int _refreshed;

    internal FakeTokens(TimeProvider clock, FakeUsers users, TimeSpan lifetime)
    {
        _clock = clock;
        _users = users;
        Lifetime = lifetime;
    }

    /// <summary>How long tokens live that are issued from now on. Default: one hour, as NVIDIA's.</summary>
    public TimeSpan Lifetime { get; set; }

    /// <summary>How long a login can be refreshed that is made from now on. Default: 24 hours, as NVIDIA's.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Whether a refresh at Auth0 hands out a new refresh token and makes the old one useless. Default: <see langword="false"/>. KAS never
    /// does.
    /// </summary>
    public bool RotateRefreshTokens { get; set; }

    /// <summary>How many access tokens have been issued, by logins, by refreshes and by <see cref="IssueFor"/>.</summary>
    public int IssuedCount => Volatile.Read(ref _issued);

    /// <summary>How many access tokens the identity provider has issued for a refresh token or session.</summary>
    public int RefreshedCount => Volatile.Read(ref _refreshed);

    /// <summary>Issues an access token as NVIDIA's identity provider does.</summary>
    /// <param name="userId">The account; <see langword="null"/> for <see cref="FakeUsers.Current"/>.</param>
    /// <param name="lifetime">
    /// Its life; <see langword="null"/> for <see cref="Lifetime"/>. A negative one issues a token that has expired.
    /// </param>
    public string IssueFor(string? userId = null, TimeSpan? lifetime = null) =>
        Issue(userId, lifetime, TokenIssuers.Kas, JsonValue.Create(TokenIssuers.KasAudience));

    /// <summary>Makes a login at NVIDIA: an access token, and the session and device that refresh it.</summary>
    /// <param name="userId">The account; <see langword="null"/> for <see cref="FakeUsers.Current"/>.</param>
    public BrevStoredCredential SignIn(string? userId = null)
    {
        var device = Guid.NewGuid().ToString();
        var session = NewSecret("session-");
        OpenSession(session, device, userId);
        return new BrevStoredCredential { AccessToken = IssueFor(userId), RefreshToken = $"{session}:{device}" };
    }

    /// <summary>Makes a login at Auth0: an access token and a refresh token.</summary>
    /// <param name="userId">The account; <see langword="null"/> for <see cref="FakeUsers.Current"/>.</param>
    public BrevStoredCredential SignInWithAuth0(string? userId = null) =>
        new() { AccessToken = IssueAuth0(userId), RefreshToken = OpenAuth0Session(userId) };

    /// <summary>Makes an API key that the fake accepts.</summary>
    /// <param name="key">The key; <see langword="null"/> for a new one (<c>bak-…</c>).</param>
    /// <param name="userId">The account that it acts as; <see langword="null"/> for <see cref="FakeUsers.Current"/>.</param>
    /// <param name="organizationId">The one organization that it opens; <see langword="null"/> for all of the account's.</param>
    /// <param name="lifetime">Its life; <see langword="null"/> for 30 days.</param>
    /// <returns>The key.</returns>
    public string AddApiKey(string? key = null, string? userId = null, string? organizationId = null, TimeSpan? lifetime = null)
    {
        key ??= NewSecret("bak-");
        var expiresOn = _clock.GetUtcNow() + (lifetime ?? TimeSpan.FromDays(30));
        _accepted[key] = new TokenRecord(userId ?? _users.Current.Id!, expiresOn, organizationId);
        return key;
    }

    /// <summary>Has the servers refuse a token or an API key from now on, although its time has not come.</summary>
    /// <exception cref="ArgumentException">The fake has not issued it.</exception>
    public void Revoke(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (!_accepted.TryGetValue(token, out var record))
        {
            throw new ArgumentException("This token has not been issued by this fake, so there is nothing to revoke.", nameof(token));
        }

        record.Revoke();
    }

    /// <summary>
    /// Has the servers refuse every token and API key issued so far. The logins can still be refreshed: see <see cref="EndSessions"/>.
    /// </summary>
    public void RevokeAll()
    {
        foreach (var record in _accepted.Values)
        {
            record.Revoke();
        }
    }

    /// <summary>Ends every login: the identity provider refuses to refresh it. Access tokens stay good until they expire.</summary>
    public void EndSessions() => _sessions.Clear();

    internal void RevokeOf(string userId)
    {
        foreach (var record in _accepted.Values.Where(record => record.UserId == userId))
        {
            record.Revoke();
        }
    }

    internal TokenVerdict Check(string token, out TokenRecord? record) =>
        !_accepted.TryGetValue(token, out record) ? TokenVerdict.Unknown
        : record.IsRevoked ? TokenVerdict.Revoked
        : record.IsExpired(_clock.GetUtcNow()) ? TokenVerdict.Expired
        : TokenVerdict.Good;

    internal void OpenSession(string session, string device, string? userId) =>
        _sessions[session] = new RefreshSession(userId ?? _users.Current.Id!, device, _clock.GetUtcNow() + SessionLifetime);

    internal string OpenAuth0Session(string? userId)
    {
        var token = NewSecret("refresh-");
        _sessions[token] = new RefreshSession(userId ?? _users.Current.Id!, DeviceId: null, DateTimeOffset.MaxValue);
        return token;
    }

    /// <summary>A token of a KAS session, or <see langword="null"/> when there is no such session on that device.</summary>
    internal string? RefreshKas(string session, string device)
    {
        if (!_sessions.TryGetValue(session, out var found) || found.DeviceId != device || _clock.GetUtcNow() >= found.ExpiresOn)
        {
            return null;
        }

        Interlocked.Increment(ref _refreshed);
        return IssueFor(found.UserId);
    }

    /// <summary>Tokens for an Auth0 refresh token, or <see langword="null"/> when it is unknown or used up.</summary>
    internal (string AccessToken, string? RefreshToken)? RefreshAuth0(string refreshToken)
    {
        // Removed first, so that of two callers with one rotating token only one can win.
        var found = RotateRefreshTokens
            ? _sessions.TryRemove(refreshToken, out var session)
            : _sessions.TryGetValue(refreshToken, out session);
        if (!found || session!.DeviceId is not null)
        {
            return null;
        }

        Interlocked.Increment(ref _refreshed);
        return (IssueAuth0(session.UserId), RotateRefreshTokens ? OpenAuth0Session(session.UserId) : null);
    }

    internal string IssueAuth0(string? userId) =>
        Issue(userId, lifetime: null, TokenIssuers.Auth0, new JsonArray(TokenIssuers.Auth0Audience, TokenIssuers.Auth0UserInfo));

    internal static string NewSecret(string prefix) => prefix + Convert.ToHexString(RandomNumberGenerator.GetBytes(16)).ToLowerInvariant();

    private string Issue(string? userId, TimeSpan? lifetime, string issuer, JsonNode audience)
    {
        var user = userId is null ? _users.Current : _users.Get(userId);
        var now = _clock.GetUtcNow();
        var expiresOn = DateTimeOffset.FromUnixTimeSeconds((now + (lifetime ?? Lifetime)).ToUnixTimeSeconds());
        var claims = new JsonObject
        {
            ["iss"] = issuer,
            ["sub"] = FakeUsers.SubjectOf(user),
            ["aud"] = audience,
            ["email"] = user.Email,
            ["iat"] = (lifetime < TimeSpan.Zero ? expiresOn : now).ToUnixTimeSeconds(),
            ["exp"] = expiresOn.ToUnixTimeSeconds(),
            ["jti"] = $"token-{Interlocked.Increment(ref _issued)}",
        };
        var token = Jwt.Sign(claims, _key);
        _accepted[token] = new TokenRecord(user.Id!, expiresOn, organizationId: null);
        return token;
    }
}
