using BenchmarkDotNet.Attributes;

namespace Brev.Sdk.Benchmarks;

/// <summary>The hot path: what every call pays to learn that its token is fresh. Goal: no allocation, under 50 ns.</summary>
[MemoryDiagnoser]
public class TokenLookupBenchmark : IAsyncDisposable
{
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly BrevCredential _credential = BrevCredential.FromTokens(BenchmarkToken.Create(), "session:device");

    [GlobalSetup]
    public async Task SetupAsync() => await _credential.GetTokenAsync();

    /// <summary>The clock alone, as the measure of the rest.</summary>
    [Benchmark(Baseline = true)]
    public DateTimeOffset ReadTheClock() => _clock.GetUtcNow();

    [Benchmark]
    public BrevAccessToken LookUpToken()
    {
        var lookup = _credential.GetTokenAsync();
        return lookup.IsCompletedSuccessfully ? lookup.Result : throw new InvalidOperationException("The hot path is synchronous.");
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _credential.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
