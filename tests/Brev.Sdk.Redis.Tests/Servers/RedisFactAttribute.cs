namespace Brev.Sdk.Redis.Tests.Servers;

/// <summary>A test that needs a Redis server; without one it is skipped and says what to install.</summary>
public sealed class RedisFactAttribute : FactAttribute
{
    /// <param name="isRedisOnly">Whether it needs what only redis-server itself does, such as replicas.</param>
    public RedisFactAttribute(bool isRedisOnly = false) => Skip = RedisProgram.Found switch
    {
        null => RedisProgram.Missing,
        { IsGarnet: true } when isRedisOnly => "Needs redis-server itself (apt-get install redis-server); garnet-server does not do this.",
        _ => null,
    };
}
