namespace Brev.Sdk.Redis.Tests.Servers;

/// <summary>A test that needs a Redis server; without one it is skipped and says what to install.</summary>
public sealed class RedisTheoryAttribute : TheoryAttribute
{
    public RedisTheoryAttribute() => Skip = RedisProgram.Found is null ? RedisProgram.Missing : null;
}
