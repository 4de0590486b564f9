using System.Net.Http.Headers;
using BenchmarkDotNet.Attributes;
using Brev.Sdk.Authentication;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brev.Sdk.Benchmarks;

/// <summary>What authentication adds to a request: the budget is one allocation and 160 bytes. The transport answers at once, or after a hop as a socket does.</summary>
[MemoryDiagnoser]
public class AuthenticationHandlerBenchmark : IDisposable
{
    private static readonly Uri Endpoint = new("https://brev.example");
    private static readonly AuthenticationHeaderValue Fixed = new("Bearer", "fixed");
    private static readonly AuthenticationHeaderValue Marker = new("Bearer");
    private HttpMessageInvoker _bare = null!;
    private HttpMessageInvoker _authenticated = null!;

    [Params(false, true)]
    public bool Hops { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _bare = new HttpMessageInvoker(new PassingHandler(new Transport(Hops)));
        _authenticated = new HttpMessageInvoker(
            new AuthenticationHandler(new PassingHandler(new Transport(Hops)), TokenLookupBenchmark.CreateCredential(), Endpoint, NullLogger.Instance));
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _bare.Dispose();
        _authenticated.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public Task<HttpResponseMessage> Bare() => SendAsync(_bare, Fixed);

    [Benchmark]
    public Task<HttpResponseMessage> Authenticated() => SendAsync(_authenticated, Marker);

    private static Task<HttpResponseMessage> SendAsync(HttpMessageInvoker invoker, AuthenticationHeaderValue authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Endpoint);
        request.Headers.Authorization = authorization;
        return invoker.SendAsync(request, CancellationToken.None);
    }

    private sealed class PassingHandler(HttpMessageHandler inner) : DelegatingHandler(inner);

    private sealed class Transport(bool hops) : HttpMessageHandler
    {
        private static readonly Task<HttpResponseMessage> Answer = Task.FromResult(new HttpResponseMessage());

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => hops ? HopAsync() : Answer;

        private static async Task<HttpResponseMessage> HopAsync()
        {
            await Task.Yield();
            return await Answer.ConfigureAwait(false);
        }
    }
}
