using Medallion.Threading.Redis;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Redis;

/// <summary>A lock that is held. When it is lost meanwhile that is told once; what keeps others from harm then is the comparison at the save.</summary>
internal sealed class RedisStoreLock : IAsyncDisposable
{
    private readonly RedisDistributedLockHandle _handle;
    private readonly CancellationTokenRegistration _lost;

    public RedisStoreLock(RedisDistributedLockHandle handle, string store, ILogger logger)
    {
        _handle = handle;
        _lost = handle.HandleLostToken.Register(() =>
        {
            RedisTelemetry.LostLock();
            Log.LockLost(logger, store);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _lost.DisposeAsync().ConfigureAwait(false);
        await _handle.DisposeAsync().ConfigureAwait(false);
    }
}
