using Brev.Sdk.Tests.Authentication;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace Brev.Sdk.Redis.Tests;

/// <summary>
/// Waits for what a server or an instance does in its own time, with a round trip between two looks, and never without end.
/// </summary>
public static class RedisWait
{
    /// <summary>Asks again and again.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isOver)
    {
        using var limit = new CancellationTokenSource(AuthenticationStage.Patience);
        while (!await isOver())
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Lets time pass, in steps that each take a round trip.</summary>
    public static async Task AdvanceUntilAsync(this FakeTimeProvider clock, Task isOver, IDatabase database)
    {
        using var limit = new CancellationTokenSource(AuthenticationStage.Patience);
        while (!isOver.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            clock.Advance(TimeSpan.FromMilliseconds(250));
            await ((Task)database.PingAsync()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await isOver;
    }
}
