using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Brev.Sdk.Redis;

/// <summary>
/// The names under which Redis knows a login. An account's name may be personal, so only its hash is in them; the braces keep all of them
/// in one slot of a cluster.
/// </summary>
internal sealed class LoginKeys
{
    private const int BytesOfHash = 10;

    /// <param name="prefix">What the keys begin with.</param>
    /// <param name="account">Which login.</param>
    /// <param name="channelPrefix">What the connection writes before the names of channels.</param>
    public LoginKeys(string prefix, string account, string channelPrefix)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(account)).AsSpan(0, BytesOfHash));
        Text = $"{prefix}:{{{hash}}}";
        Login = $"{Text}:login";
        Lock = $"{Text}:lock";
        Changes = RedisChannel.Literal($"{Text}:changes");
        ChangesOnServer = $"{channelPrefix}{Text}:changes";
    }

    /// <summary>What all of them begin with.</summary>
    public string Text { get; }

    /// <summary>A hash: the encrypted login, its fingerprint, and what is said about it.</summary>
    public RedisKey Login { get; }

    /// <summary>The lock of a refresh.</summary>
    public RedisKey Lock { get; }

    /// <summary>The channel on which a change is announced, by the fingerprint of the new login.</summary>
    public RedisChannel Changes { get; }

    /// <summary>Its name on the server: what a script has to publish to, because nothing adds the connection's prefix there.</summary>
    public string ChangesOnServer { get; }
}
