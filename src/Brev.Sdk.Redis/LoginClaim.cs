using StackExchange.Redis;

namespace Brev.Sdk.Redis;

/// <summary>
/// One instance's claim to present the refresh token of a login, which stands in the login itself and has no expiry: unlike a lock it is
/// not lost when Redis is away for longer than a lock lives. It goes when what it was for is stored, or its owner takes it back. A claim
/// that stays is of an owner that was killed, or that is cut off from Redis with a newer login in its hands; the latter stores it as soon
/// as Redis is back. So it counts as given up only after it has been seen unchanged for a while.
/// </summary>
internal sealed class LoginClaim(LoginKeys keys, ClaimWatch others, TimeProvider timeProvider)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Of one refresh, and of no instance: an instance claims again and again, and each claim is waited for anew, also by another
    /// credential of the same store. It says nothing about the machine.
    /// </summary>
    public string Name { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Looks whose claim there is, to have waited for it before the lock comes free.</summary>
    public async Task LookAsync(IDatabase database, CancellationToken cancellationToken) =>
        others.See((string?)await database.HashGetAsync(keys.Login, LoginScripts.Claim, CommandFlags.DemandMaster)
            .WaitDetachedAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Makes the claim, under the lock; waits where there is another one.</summary>
    /// <returns>False when the lock was lost meanwhile, so that the other claim may be of its next owner.</returns>
    public async Task<bool> MakeAsync(IDatabase database, CancellationToken lost, CancellationToken cancellationToken)
    {
        while (!lost.IsCancellationRequested)
        {
            var other = await database.ScriptEvaluateAsync(
                LoginScripts.MakeClaim, [keys.Login], [Name, others.GivenUp], CommandFlags.DemandMaster)
                .WaitDetachedAsync(cancellationToken).ConfigureAwait(false);
            if ((string?)other is not { Length: > 0 } name)
            {
                others.See(Name);
                return true;
            }

            others.Meet(name);
            await Task.Delay(Pause, timeProvider, cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    /// <summary>Takes back what may have been written. Should Redis not hear of it, this store waits for it no more.</summary>
    public Task<RedisResult> TakeBackAsync(IDatabase database)
    {
        others.GiveUp(Name);
        return database.ScriptEvaluateAsync(LoginScripts.TakeBackClaim, [keys.Login], [Name], CommandFlags.DemandMaster);
    }
}
