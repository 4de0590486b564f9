namespace Brev.Sdk.Redis;

/// <summary>What Redis does in one step. The library sends a script once, and then only its hash.</summary>
internal static class LoginScripts
{
    public const string Login = "login";
    public const string Fingerprint = "fingerprint";
    public const string Claim = "claim";

    /// <summary>The place of the new fingerprint among the arguments of <see cref="Replace"/>.</summary>
    public const int FingerprintArgument = 2;

    /// <summary>
    /// Stores a login, unless something else stands there than what it replaces, and announces it. What stands there already, because only
    /// the answer to the first attempt was lost, counts as stored. A claim on what it replaces goes with it. Keys: the login. Arguments:
    /// whether to compare (1), the fingerprint of what is replaced, the new fingerprint, the encrypted login, after how many milliseconds
    /// it expires (0: never), the channel. Answers the new version, or 0.
    /// </summary>
    public const string Replace = """
        local stored = redis.call('HGET', KEYS[1], 'fingerprint') or ''
        if ARGV[1] == '1' and stored == ARGV[3] then
          return redis.call('HGET', KEYS[1], 'version')
        end
        if ARGV[1] == '1' and stored ~= ARGV[2] then
          return 0
        end
        redis.call('HSET', KEYS[1], 'fingerprint', ARGV[3], 'login', ARGV[4])
        redis.call('HDEL', KEYS[1], 'claim')
        local version = redis.call('HINCRBY', KEYS[1], 'version', 1)
        if ARGV[5] == '0' then
          redis.call('PERSIST', KEYS[1])
        else
          redis.call('PEXPIRE', KEYS[1], ARGV[5])
        end
        redis.call('PUBLISH', ARGV[6], ARGV[3])
        return version
        """;

    /// <summary>Removes a login and announces it. Keys: the login. Arguments: the channel. Answers 1 when there was one, or 0.</summary>
    public const string Remove = """
        local removed = redis.call('DEL', KEYS[1])
        redis.call('PUBLISH', ARGV[1], '')
        return removed
        """;

    /// <summary>
    /// Writes into the login which instance may present its refresh token from now on. Keys: the login. Arguments: the instance, and
    /// another one whose claim has been given up. Answers the instance that has a claim instead, or nothing when it is written, or when
    /// there is no login.
    /// </summary>
    public const string MakeClaim = """
        if redis.call('EXISTS', KEYS[1]) == 0 then
          return ''
        end
        local claim = redis.call('HGET', KEYS[1], 'claim')
        if claim and claim ~= ARGV[1] and claim ~= ARGV[2] then
          return claim
        end
        redis.call('HSET', KEYS[1], 'claim', ARGV[1])
        return ''
        """;

    /// <summary>
    /// Takes a claim back: its instance has presented nothing, or knows what came of it. Keys: the login. Arguments: the instance.
    /// </summary>
    public const string TakeBackClaim = """
        if redis.call('HGET', KEYS[1], 'claim') == ARGV[1] then
          return redis.call('HDEL', KEYS[1], 'claim')
        end
        return 0
        """;
}
