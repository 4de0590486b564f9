using System.Net;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Canary;

namespace Brev.Sdk.Tests.Testing.Connect;

/// <summary>A fake and a client of it, and the assertion that all tests of its errors share.</summary>
internal sealed class ConnectStage : IAsyncDisposable
{
    private readonly BrevCredential _credential;

    private ConnectStage(FakeBrev brev, BrevClientOptions options)
    {
        Brev = brev;
        Client = new BrevClient(options.Watched());
        _credential = options.Credential;
    }

    public FakeBrev Brev { get; }

    public BrevClient Client { get; }

    public string OrganizationId => Brev.Organizations.Default.Id!;

    public static async Task<ConnectStage> StartAsync()
    {
        var brev = await FakeBrev.StartAsync();
        return new ConnectStage(brev, brev.CreateWatchedOptions());
    }

    /// <summary>A client and a credential that log everything.</summary>
    public static async Task<ConnectStage> StartLoggedAsync(CollectedLog log)
    {
        var brev = await FakeBrev.StartAsync();
        var login = brev.Tokens.SignIn();
        var credentialOptions = brev.CreateCredentialOptions();
        credentialOptions.LoggerFactory = log;
        var options = brev.CreateOptions(BrevCredential.FromTokens(login.AccessToken!, login.RefreshToken!, credentialOptions));
        options.LoggerFactory = log;
        return new ConnectStage(brev, options);
    }

    /// <summary>The call fails with this Connect code and the status that belongs to it.</summary>
    public static async Task<BrevApiException> FailsAsync(string code, HttpStatusCode status, Func<Task> call)
    {
        var error = await Assert.ThrowsAsync<BrevApiException>(call);
        Assert.Equal((code, status), (error.Code, error.StatusCode));
        return error;
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _credential.DisposeAsync();
        await Brev.DisposeAsync();
    }
}
