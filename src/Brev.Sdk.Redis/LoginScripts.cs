namespace Brev.Sdk.Redis;

/// <summary>What Redis does in one step. The library sends a script once, and then only its hash.</summary>
internal static class LoginScripts
{
    public const string Login = "login";
    public const string Fingerprint = "fingerprint";
    public const string Claim = "claim";
    public const string Rejected = "rejected";
    public const string Write = "write";
    public const string Replaced = "replaced";

    /// <summary>That something else stands there.</summary>
    public const string Refused = "refused";

    /// <summary>
    /// Stores a login, unless something else stands there than what it replaces, and announces it. What stands there already, because only
    /// the answer to the first attempt was lost, or because the provider has given nothing new, counts as stored. A claim on what it
    /// replaces goes with it; what stands there already may have been claimed by another instance since. A mark
    /// that the provider has refused it goes as well. Beside it stands which write it is, and which ones it has replaced, the last
    /// sixteen, by which a server that has gone back to one of those is known. A user who may not use the channel has stored it
    /// nevertheless: others poll. Keys: the login. Arguments:
    /// whether to compare (1), the fingerprint of what is replaced, the new fingerprint, the encrypted login, after how many milliseconds
    /// it expires (0: never), the channel, the claim of the refresh, a name for this write. Answers the writes that it has
    /// replaced, or "refused".
    /// </summary>
    public const string Replace = """
        local stored = redis.call('HGET', KEYS[1], 'fingerprint') or ''
        if ARGV[1] == '1' and stored == ARGV[3] then
          if redis.call('HGET', KEYS[1], 'claim') == ARGV[7] then
            redis.call('HDEL', KEYS[1], 'claim')
          end
          redis.call('HDEL', KEYS[1], 'rejected')
          if ARGV[5] == '0' then
            redis.call('PERSIST', KEYS[1])
          else
            redis.call('PEXPIRE', KEYS[1], ARGV[5])
          end
          return redis.call('HGET', KEYS[1], 'replaced') or ''
        end
        if ARGV[1] == '1' and stored ~= ARGV[2] then
          return 'refused'
        end
        local replaced = (redis.call('HGET', KEYS[1], 'write') or '') .. ',' .. (redis.call('HGET', KEYS[1], 'replaced') or '')
        replaced = string.sub(replaced, 1, 16 * (#ARGV[8] + 1))
        redis.call('HSET', KEYS[1], 'fingerprint', ARGV[3], 'login', ARGV[4], 'write', ARGV[8], 'replaced', replaced)
        redis.call('HDEL', KEYS[1], 'claim', 'rejected')
        if ARGV[5] == '0' then
          redis.call('PERSIST', KEYS[1])
        else
          redis.call('PEXPIRE', KEYS[1], ARGV[5])
        end
        redis.pcall('PUBLISH', ARGV[6], ARGV[3])
        return replaced
        """;

    /// <summary>
    /// Removes a login and announces it where the user may. Keys: the login. Arguments: the channel. Answers 1 when there was one, or 0.
    /// </summary>
    public const string Remove = """
        local removed = redis.call('DEL', KEYS[1])
        redis.pcall('PUBLISH', ARGV[1], '')
        return removed
        """;

    /// <summary>
    /// Marks a login as refused by the provider, if it is still the one that stands there. Keys: the login. Arguments: its fingerprint,
    /// until when the mark counts. Answers 1, or 0.
    /// </summary>
    public const string Reject = """
        if redis.call('HGET', KEYS[1], 'fingerprint') ~= ARGV[1] then
          return 0
        end
        redis.call('HSET', KEYS[1], 'rejected', ARGV[2])
        return 1
        """;

    /// <summary>
    /// Writes into the login which refresh may present its refresh token from now on. Keys: the login. Arguments: the claim, and another
    /// claim that has been given up. Answers the claim that stands there instead, or nothing when it is written, or when there is no login.
    /// </summary>
    public const string MakeClaim = """
        if redis.call('EXISTS', KEYS[1]) == 0 then
          return ''
        end
        local claim = redis.call('HGET', KEYS[1], 'claim')
        if claim and claim ~= ARGV[2] then
          return claim
        end
        redis.call('HSET', KEYS[1], 'claim', ARGV[1])
        return ''
        """;

    /// <summary>
    /// Writes and takes it back, to see whether the server takes writes and the user may make them. Keys: the login.
    /// </summary>
    public const string Probe = """
        redis.call('HSET', KEYS[1], 'probe', '')
        return redis.call('HDEL', KEYS[1], 'probe')
        """;

    /// <summary>
    /// Takes a claim back: its owner has presented nothing, or knows what came of it. Keys: the login. Arguments: the claim.
    /// </summary>
    public const string TakeBackClaim = """
        if redis.call('HGET', KEYS[1], 'claim') == ARGV[1] then
          return redis.call('HDEL', KEYS[1], 'claim')
        end
        return 0
        """;
}
