using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Canary;
using Microsoft.Extensions.Time.Testing;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace Brev.Sdk.GatewayTests;

/// <summary>
/// A client whose API and identity provider are stubs: what stands between an application and Brev answers in their place.
/// </summary>
public sealed class GatewayStage : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public GatewayStage()
    {
        Token = TokenFrom(Clock.GetUtcNow());
        Credential = BrevCredential.FromTokens(Token, "canary-session-key:canary-device-0c9f7a32", new BrevCredentialOptions
        {
            KasEndpoint = new Uri(Provider.Url!),
            KasIssuer = TestToken.KasIssuer,
            Auth0Endpoint = new Uri(Provider.Url!),
            TimeProvider = Clock,
        }.Watched());
        Client = new BrevClient(new BrevClientOptions
        {
            Credential = Credential,
            ControlPlaneEndpoint = new Uri(Api.Url!),
            PublicApiEndpoint = new Uri(Api.Url!),
            TimeProvider = Clock,
            MaxRetries = 0,
        }.Watched());
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));

    public WireMockServer Api { get; } = WireMockServer.Start();

    public WireMockServer Provider { get; } = WireMockServer.Start();

    public BrevCredential Credential { get; }

    public BrevClient Client { get; }

    /// <summary>The token that the credential begins with.</summary>
    public string Token { get; }

    public static string TokenFrom(DateTimeOffset start) => TestToken.Create(start, start + Lifetime);

    /// <summary>Whatever is asked, the server answers this.</summary>
    public static void Answer(WireMockServer server, IResponseBuilder answer) =>
        server.Given(Request.Create().UsingAnyMethod()).RespondWith(answer);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Credential.DisposeAsync();
        Api.Dispose();
        Provider.Dispose();
    }
}
