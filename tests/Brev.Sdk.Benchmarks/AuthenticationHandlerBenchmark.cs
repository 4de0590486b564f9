using System.Net.Http.Headers;
using BenchmarkDotNet.Attributes;
using Brev.Sdk.Authentication;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brev.Sdk.Benchmarks;

/// <summary>What authentication adds to a request. Goal: one allocation and at most 160 bytes more than the bare handler.</summary>
[MemoryDiagnoser]
public class AuthenticationHandlerBenchmark
{
    private static readonly Uri Endpoint = new("https://brev.invalid");
    private static readonly Uri Target = new(Endpoint, "/api/me");
    private static readonly AuthenticationHeaderValue Marker = new("Bearer");

    private readonly BrevCredential _credential = BrevCredential.FromTokens(BenchmarkToken.Create(), "session:device");
    private HttpMessageInvoker _bare = null!;
    private HttpMessageInvoker _authenticated = null!;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        await _credential.GetTokenAsync();
        _bare = new HttpMessageInvoker(new PassThroughHandler(new SwiftServer()));
        _authenticated = new HttpMessageInvoker(new BearerTokenHandler(new SwiftServer(), _credential, Endpoint, NullLogger.Instance));
    }

    [Benchmark(Baseline = true)]
    public Task<HttpResponseMessage> Bare() => _bare.SendAsync(CreateRequest(), CancellationToken.None);

    [Benchmark]
    public Task<HttpResponseMessage> Authenticated() => _authenticated.SendAsync(CreateRequest(), CancellationToken.None);

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        _bare.Dispose();
        _authenticated.Dispose();
        await _credential.DisposeAsync();
    }

    private static HttpRequestMessage CreateRequest()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Target);
        request.Headers.Authorization = Marker;
        return request;
    }
}
