using StackExchange.Redis;

namespace Brev.Sdk.Redis;

/// <summary>Every access to Redis: on its connection, measured, and with errors that say which part failed and what to do.</summary>
/// <param name="connection">The connection.</param>
/// <param name="store">What to call the store in errors.</param>
internal sealed class RedisAccess(RedisConnection connection, Func<string> store)
{
    /// <param name="operation">The name of the access in telemetry.</param>
    /// <param name="doing">What it is for, in errors.</param>
    /// <param name="work">The commands.</param>
    /// <param name="cancellationToken">Gives up; what is on its way may be done nevertheless.</param>
    /// <param name="isLong">Whether the work heeds the token itself.</param>
    public Task<T> RunAsync<T>(
        string operation, string doing, Func<IDatabase, Task<T>> work, CancellationToken cancellationToken, bool isLong = false) =>
        RedisTelemetry.MeasureAsync(operation, async () =>
        {
            try
            {
                var multiplexer = await connection.GetAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
                var running = work(multiplexer.GetDatabase());
                return await (isLong ? running : running.WaitDetachedAsync(cancellationToken)).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                connection.Lost();
                throw RedisFailure.Translate(exception, doing, store());
            }
        });
}
