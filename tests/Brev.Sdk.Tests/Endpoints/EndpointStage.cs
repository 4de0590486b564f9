using System.Text;
using System.Text.Json.Nodes;
using Brev.Sdk.Tests.Canary;
using Brev.Sdk.Tests.Sockets;
using Microsoft.AspNetCore.Http;

namespace Brev.Sdk.Tests.Endpoints;

/// <summary>A client, an API and an identity provider on loopback sockets, for one call at a time.</summary>
public sealed class EndpointStage : IAsyncDisposable
{
    public const string SessionKey = "canary-session";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private readonly LoopbackServer _controlPlane;
    private readonly LoopbackServer _publicApi;
    private int _issued;

    private EndpointStage(
        LoopbackServer controlPlane, LoopbackServer publicApi, LoopbackServer identityProvider, Action<BrevClientOptions>? configure)
    {
        _controlPlane = controlPlane;
        _publicApi = publicApi;
        IdentityProvider = identityProvider;
        identityProvider.Answer = AnswerTokenAsync;
        FirstToken = NextToken();
        Credential = BrevCredential.FromTokens(FirstToken, SessionKey + ":device", new BrevCredentialOptions
        {
            KasEndpoint = identityProvider.Address,
            Auth0Endpoint = identityProvider.Address,
            TimeProvider = Clock,
        }.Watched());
        var options = new BrevClientOptions
        {
            Credential = Credential,
            ControlPlaneEndpoint = controlPlane.Address,
            PublicApiEndpoint = publicApi.Address,
            TimeProvider = Clock,
        };
        configure?.Invoke(options);
        Client = new BrevClient(options.Watched());
    }

    public SteppingClock Clock { get; } = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));

    public BrevCredential Credential { get; }

    public BrevClient Client { get; }

    public LoopbackServer IdentityProvider { get; }

    public string FirstToken { get; }

    public IReadOnlyList<ReceivedRequest> Requests => [.. _controlPlane.Requests, .. _publicApi.Requests];

    public static async Task<EndpointStage> StartAsync(Action<BrevClientOptions>? configure = null) =>
        new(await LoopbackServer.StartAsync(), await LoopbackServer.StartAsync(), await LoopbackServer.StartAsync(), configure);

    /// <summary>The requests that arrived at the server which the document names, and a failure when any arrived elsewhere.</summary>
    public IReadOnlyList<ReceivedRequest> RequestsAt(string server)
    {
        var (named, other) = server == "ControlPlane" ? (_controlPlane, _publicApi) : (_publicApi, _controlPlane);
        Assert.Empty(other.Requests);
        return named.Requests;
    }

    public void AnswerWith(Func<ReceivedRequest, HttpContext, Task> answer) => _controlPlane.Answer = _publicApi.Answer = answer;

    /// <summary>Answers every call with one body.</summary>
    public void AnswerWith(int status, string? body, string contentType = "application/json") => AnswerWith(async (_, context) =>
    {
        context.Response.StatusCode = status;
        if (body is not null)
        {
            context.Response.ContentType = contentType;
            await context.Response.WriteAsync(body);
        }
    });

    /// <summary>Answers as the document describes a success.</summary>
    public static async Task SucceedAsync(DescribedOperation operation, HttpContext context)
    {
        context.Response.StatusCode = operation.SuccessStatus;
        if (operation.Response is { } response)
        {
            context.Response.ContentType = response.MediaType;
            var sample = SchemaSample.Create(response.Schema);
            await context.Response.WriteAsync(response.MediaType == "application/json"
                ? sample?.ToJsonString() ?? "null"
                : sample!.GetValue<string>());
        }
    }

    /// <summary>Answers as the generation of the API that was called does.</summary>
    public static async Task RejectAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            || context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal)
            ? """{"errors":[{"type":"UnauthorizedError"}]}"""
            : status == 401 ? """{"code":"unauthenticated"}""" : """{"code":"permission_denied"}""");
    }

    /// <summary>Grants the call the pauses between its attempts, but not its time limit.</summary>
    public Task<T> AdvanceUntilAsync<T>(Task<T> call) => Clock.AdvanceUntilAsync(call, TimeSpan.FromSeconds(20));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Credential.DisposeAsync();
        await _controlPlane.DisposeAsync();
        await _publicApi.DisposeAsync();
        await IdentityProvider.DisposeAsync();
    }

    private async Task AnswerTokenAsync(ReceivedRequest request, HttpContext context)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(new JsonObject { ["token"] = NextToken() }.ToJsonString());
    }

    private string NextToken()
    {
        var now = Clock.GetUtcNow();
        var payload = new JsonObject
        {
            ["iss"] = "https://login.nvidia.com",
            ["sub"] = "user-1",
            ["jti"] = Interlocked.Increment(ref _issued).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
        };
        return $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Encode(payload.ToJsonString())}.c2ln";

        static string Encode(string text) =>
            Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }
}
