namespace Brev.Sdk.Redis;

/// <summary>What Redis does in one step. The library sends a script once, and then only its hash.</summary>
internal static class LoginScripts
{
    public const string Login = "login";
    public const string Fingerprint = "fingerprint";

    /// <summary>
    /// Stores a login, unless something else stands there than what it replaces, and announces it. What stands there already, because only the answer to the first
    /// attempt was lost, counts as stored. Keys: the login. Arguments: whether to compare (1), the fingerprint of
    /// what is replaced, the new fingerprint, the encrypted login, after how many milliseconds it expires (0: never), the channel. Answers the new version, or 0.
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
}
