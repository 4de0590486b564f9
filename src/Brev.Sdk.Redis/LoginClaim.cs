using StackExchange.Redis;

namespace Brev.Sdk.Redis;

/// <summary>
/// One instance's claim to present the refresh token of a login, which stands in the login itself and has no expiry: unlike a lock it is
/// not lost when Redis is away for longer than a lock lives. It goes when what it was for is stored, or its owner takes it back. A claim
/// that stays is of an owner that was killed, or that is cut off from Redis with a newer login in its hands; the latter stores it as soon
/// as Redis is back. So it counts as given up only after it has been seen unchanged for a while.
/// </summary>
internal sealed class LoginClaim(LoginKeys keys, string owner, bool isKept, TimeSpan patience, TimeProvider timeProvider)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private string? _seen;
    private long _since;

    /// <summary>Looks whose claim there is, to have waited for it before the lock comes free.</summary>
    public async Task LookAsync(IDatabase database, CancellationToken cancellationToken) =>
        Note((string?)await database.HashGetAsync(keys.Login, LoginScripts.Claim, CommandFlags.DemandMaster)
            .WaitDetachedAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Makes the claim, under the lock; waits where there is another one.</summary>
    /// <returns>False when the lock was lost meanwhile, so that the other claim may be of its next owner.</returns>
    public async Task<bool> MakeAsync(IDatabase database, CancellationToken lost, CancellationToken cancellationToken)
    {
        while (!lost.IsCancellationRequested)
        {
            var givenUp = _seen is not null && timeProvider.GetElapsedTime(_since) >= patience ? _seen : "";
            var other =
                await database.ScriptEvaluateAsync(LoginScripts.MakeClaim, [keys.Login], [owner, givenUp], CommandFlags.DemandMaster)
                .WaitDetachedAsync(cancellationToken).ConfigureAwait(false);
            if ((string?)other is not { Length: > 0 } name)
            {
                return true;
            }

            Note(name);
            await Task.Delay(Pause, timeProvider, cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    /// <summary>Takes back what may have been written, unless it stands for a login that is still to be stored.</summary>
    public Task TakeBackAsync(IDatabase database) => isKept
        ? Task.CompletedTask
        : database.ScriptEvaluateAsync(LoginScripts.TakeBackClaim, [keys.Login], [owner], CommandFlags.DemandMaster);

    private void Note(string? claim)
    {
        if (claim != _seen)
        {
            (_seen, _since) = (claim, timeProvider.GetTimestamp());
        }
    }
}
