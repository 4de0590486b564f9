using System.Text.Json.Nodes;
using Brev.Sdk.Credentials;
using Brev.Sdk.Tests.Canary;
using Brev.Sdk.Tests.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

using System.Globalization;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>
/// An API that accepts one token at a time and an identity provider that issues them, on loopback sockets, with a clock that only the test
/// moves.
/// </summary>
public sealed class AuthenticationStage : IAsyncDisposable
{
    public const string SessionKey = "canary-session-key";
    public const string DeviceId = "canary-device-0c9f7a32";

    /// <summary>How long a test waits for what should come. Less where many are to fail, as by <c>.ci/mutate</c>.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(
        double.Parse(Environment.GetEnvironmentVariable("BREV_TEST_PATIENCE") ?? "60", CultureInfo.InvariantCulture));

    private readonly List<IAsyncDisposable> _owned = [];

    private AuthenticationStage(LoopbackServer api, LoopbackServer identityProvider)
    {
        Api = api;
        IdentityProvider = identityProvider;
        FirstToken = Valid = NewToken();
        api.Answer = (request, context) => request.Authorization == "Bearer " + Valid ? SucceedAsync(context) : RejectAsync(context, 401);
        identityProvider.Answer = (_, context) => IssueAsync(context);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));

    public CollectedLog Log { get; } = new();

    public LoopbackServer Api { get; }

    public LoopbackServer IdentityProvider { get; }

    public int ProviderCalls => IdentityProvider.Requests.Count;

    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    public string FirstToken { get; }

    /// <summary>The token that the API accepts.</summary>
    public string Valid { get; set; }

    public static async Task<AuthenticationStage> StartAsync() => new(await LoopbackServer.StartAsync(), await LoopbackServer.StartAsync());

    /// <summary>
    /// One whose API speaks HTTP/2 alone, to be reached through an <see cref="Http2Transport"/>, for crowds that are open all at once.
    /// </summary>
    public static async Task<AuthenticationStage> StartWithHttp2Async(int callsPerConnection) =>
        new(await LoopbackServer.StartHttp2Async(callsPerConnection), await LoopbackServer.StartAsync());

    public string NewToken() => TestToken.Create(Clock.GetUtcNow(), Clock.GetUtcNow() + Lifetime);

    public BrevCredentialOptions CredentialOptions() => new BrevCredentialOptions
    {
        KasEndpoint = IdentityProvider.Address,
        KasIssuer = TestToken.KasIssuer,
        Auth0Endpoint = IdentityProvider.Address,
        TimeProvider = Clock,
        LoggerFactory = Log,
    }.Watched();

    /// <summary>A credential in memory with the first token and what refreshes it.</summary>
    public BrevCredential CreateCredential(Action<BrevCredentialOptions>? configure = null)
    {
        var options = CredentialOptions();
        configure?.Invoke(options);
        return Own(BrevCredential.FromTokens(FirstToken, $"{SessionKey}:{DeviceId}", options));
    }

    public BrevClient CreateClient(
        BrevCredential credential, HttpMessageHandler? transport = null, Action<BrevClientOptions>? configure = null)
    {
        var options = new BrevClientOptions
        {
            Credential = credential,
            ControlPlaneEndpoint = Api.Address,
            PublicApiEndpoint = Api.Address,
            Transport = transport,
            TimeProvider = Clock,
            LoggerFactory = Log,
        };
        configure?.Invoke(options);
        return Own(new BrevClient(options.Watched()));
    }

    /// <summary>Answers with a new token, which the API accepts from then on.</summary>
    public Task IssueAsync(HttpContext context)
    {
        Valid = NewToken();
        return WriteJsonAsync(context, new JsonObject { ["token"] = Valid }.ToJsonString());
    }

    public static Task WriteJsonAsync(HttpContext context, string json, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    public static Task SucceedAsync(HttpContext context) => WriteJsonAsync(context, "[]");

    public static Task RejectAsync(HttpContext context, int status) =>
        WriteJsonAsync(context, """{"errors":[{"type":"UnauthorizedError"}]}""", status);

    /// <summary>Something to dispose at the end, before the servers.</summary>
    public T Own<T>(T owned)
        where T : IAsyncDisposable
    {
        _owned.Add(owned);
        return CanaryWatch.Suite.Dump(owned);
    }

    /// <summary>
    /// Waits until so many refreshes have been told of, and until the flights that told of them are over: a refresh is told of before its
    /// token can be seen.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="events">The ids of their events; none for all that a refresh may end in.</param>
    public async Task RefreshesAsync(int count, params int[] events)
    {
        await (events.Length == 0 ? Log.RefreshesAsync(count) : Log.ReachAsync(count, events));
        await SettleAsync();
    }

    /// <summary>
    /// Waits until nothing runs on behalf of the credentials any more. A call that begins a refresh in the background has begun it when it
    /// returns.
    /// </summary>
    public Task SettleAsync() =>
        Task.WhenAll(_owned.OfType<BrevCredential>().Select(static credential => credential.DrainAsync())).WaitAsync(Patience);

    /// <summary>
    /// Ends every client and credential, which waits for refreshes under way: what has not been asked by then never will be.
    /// </summary>
    public async Task DrainAsync()
    {
        foreach (var owned in Enumerable.Reverse(_owned))
        {
            await owned.DisposeAsync();
            CanaryWatch.Suite.Dump(owned);
        }

        _owned.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        // A refresh that a failed test has left hanging runs into its time limit instead of holding up the end.
        Clock.Advance(TimeSpan.FromMinutes(30));
        await DrainAsync();
        await Api.DisposeAsync();
        await IdentityProvider.DisposeAsync();
    }
}
