using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Testing.Connect;

/// <summary>A fake and a client of it, and the assertion that all tests of its errors share.</summary>
internal sealed class ConnectStage : IAsyncDisposable
{
    private ConnectStage(FakeBrev brev, BrevClient client)
    {
        Brev = brev;
        Client = client;
    }

    public FakeBrev Brev { get; }

    public BrevClient Client { get; }

    public string OrganizationId => Brev.Organizations.Default.Id!;

    public static async Task<ConnectStage> StartAsync()
    {
        var brev = await FakeBrev.StartAsync();
        return Start(brev, brev.CreateOptions());
    }

    /// <summary>A client and a credential that log everything.</summary>
    public static async Task<ConnectStage> StartLoggedAsync(CapturedLog log)
    {
        var brev = await FakeBrev.StartAsync();
        var login = brev.Tokens.SignIn();
        var credentialOptions = brev.CreateCredentialOptions();
        credentialOptions.LoggerFactory = log;
        var options = brev.CreateOptions(BrevCredential.FromTokens(login.AccessToken!, login.RefreshToken!, credentialOptions));
        options.LoggerFactory = log;
        return Start(brev, options);
    }

    /// <summary>The call fails with this Connect code and the status that belongs to it.</summary>
    public static async Task<BrevApiException> FailsAsync(string code, HttpStatusCode status, Func<Task> call)
    {
        var error = await Assert.ThrowsAsync<BrevApiException>(call);
        Assert.Equal((code, status), (error.Code, error.StatusCode));
        return error;
    }

    private static ConnectStage Start(FakeBrev brev, BrevClientOptions options)
    {
        return new ConnectStage(brev, new BrevClient(options));
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Brev.DisposeAsync();
    }
}
