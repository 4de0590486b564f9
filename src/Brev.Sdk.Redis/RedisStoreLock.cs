using Medallion.Threading;
using Medallion.Threading.Redis;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Brev.Sdk.Redis;

/// <summary>
/// A lock that is held. When it is lost meanwhile that is told once; what keeps others from harm then is the claim on the login, and the
/// comparison at the save.
/// </summary>
internal sealed class RedisStoreLock : IAsyncDisposable
{
    /// <summary>How long a wait for another owner lasts before the server is asked for a sign of life again.</summary>
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    private readonly IDistributedSynchronizationHandle _handle;
    private readonly CancellationTokenRegistration _lost;
    private readonly string _store;
    private readonly ILogger _logger;
    private readonly Func<Task> _takeBackClaim;

    public RedisStoreLock(IDistributedSynchronizationHandle handle, Func<Task> takeBackClaim, string store, ILogger logger)
    {
        (_handle, _takeBackClaim, _store, _logger) = (handle, takeBackClaim, store, logger);
        _lost = handle.HandleLostToken.Register(() =>
        {
            RedisTelemetry.LostLock();
            Log.LockLost(logger, store);
        });
    }

    /// <summary>
    /// Waits for the lock as long as the caller does, or until Redis does not answer. The library takes an attempt that gets no answer for
    /// a lock that is held, and would wait on without a word; so the server is asked for the claim before each round, which is a sign of
    /// life too.
    /// </summary>
    public static async Task<IDistributedSynchronizationHandle> AcquireAsync(
        IDatabase database, RedisKey key, LoginClaim claim, Func<CancellationToken, Task> prepare, TimeSpan expiry,
        CancellationToken cancellationToken)
    {
        var single = new RedisDistributedLock(key, database, options => Configure(options, expiry));
        while (true)
        {
            await claim.LookAsync(database, cancellationToken).ConfigureAwait(false);
            if (await single.TryAcquireAsync(Round, cancellationToken).ConfigureAwait(false) is { } handle
                && await ClaimAsync(database, handle, claim, prepare, cancellationToken).ConfigureAwait(false))
            {
                return handle;
            }
        }
    }

    /// <summary>
    /// Gives it back, and the claim before. What was done under it is done, whether that succeeds or not: a lock that is not given back
    /// expires by itself, a claim that is not taken back is waited for and given up.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _lost.DisposeAsync().ConfigureAwait(false);
        try
        {
            try
            {
                await _takeBackClaim().ConfigureAwait(false);
            }
            finally
            {
                await _handle.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            Log.LockKept(_logger, _store, RedisFailure.TypeOf(exception));
        }
    }

    private static async Task<bool> ClaimAsync(
        IDatabase database, RedisDistributedLockHandle handle, LoginClaim claim, Func<CancellationToken, Task> prepare,
        CancellationToken cancellationToken)
    {
        var (isBegun, isMade) = (false, false);
        try
        {
            // What is left of an earlier refresh goes first: its claim stays until it is stored, and goes with it.
            await prepare(cancellationToken).ConfigureAwait(false);
            isBegun = true;
            return isMade = await claim.MakeAsync(database, handle.HandleLostToken, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (isBegun && !isMade)
            {
                // A caller that gives up may leave behind a claim that is on its way.
                await ((Task)claim.TakeBackAsync(database)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (!isMade)
            {
                // A lock that is lost, or whose server is gone, need not be given back.
                await ((Task)handle.DisposeAsync().AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>
    /// It is extended every quarter of its expiry for as long as it is held, and a slow server may take a quarter to grant it: an owner
    /// that begins to ask the provider has three quarters left, whatever happens to Redis from then on.
    /// </summary>
    private static void Configure(RedisDistributedSynchronizationOptionsBuilder options, TimeSpan expiry) => options
        .Expiry(expiry)
        .MinValidityTime(expiry * 0.75)
        .ExtensionCadence(expiry / 4)
        .BusyWaitSleepTime(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1));
}
