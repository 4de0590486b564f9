using System.Runtime.CompilerServices;
using Brev.Sdk.Credentials;
using Brev.Sdk.Diagnostics;
using Brev.Sdk.Tests.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>
/// Nobody can give the default chain a log, so it writes to that of the client which uses it; so does every credential that was given none.
/// </summary>
public sealed class ChainLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_rejected_refresh_is_one_warning_in_the_log_of_the_client()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(CreateChain(stage));

        await RejectRefreshAsync(stage, client);

        Assert.Contains("could not be refreshed", Assert.Single(stage.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_credential_that_was_made_without_a_log_writes_to_that_of_the_client_too()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(
            stage.CreateCredential(options => options.LoggerFactory = new BrevCredentialOptions().LoggerFactory));

        await RejectRefreshAsync(stage, client);

        Assert.Contains("could not be refreshed", Assert.Single(stage.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_goes_to_the_client_that_came_last()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var earlier = new CollectedLog();
        var chain = CreateChain(stage);
        using var first = CreateClient(stage, chain, earlier);
        var client = stage.CreateClient(chain);

        await RejectRefreshAsync(stage, client);

        Assert.Single(stage.Log.Warnings);
        Assert.Empty(earlier.Warnings);
    }

    [Fact]
    public async Task A_client_without_a_log_takes_nobodys_away()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var chain = CreateChain(stage);
        _ = stage.CreateClient(chain);
        using var client = CreateClient(stage, chain, NullLoggerFactory.Instance);

        await RejectRefreshAsync(stage, client);

        Assert.Single(stage.Log.Warnings);
    }

    [Fact]
    public async Task A_log_that_is_disposed_already_costs_nobody_anything_and_an_earlier_one_serves()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var chain = CreateChain(stage);
        _ = stage.CreateClient(chain);
        using var disposed = LoggerFactory.Create(static _ => { });
        using var client = CreateClient(stage, chain, disposed);
        disposed.Dispose();

        await RejectRefreshAsync(stage, client);

        Assert.Single(stage.Log.Warnings);
    }

    [Fact]
    public async Task A_client_that_is_gone_takes_its_log_along_and_one_that_lives_keeps_it()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var chain = CreateChain(stage);
        var logOfTheGone = Leave(stage, chain);
        using var living = Stay(stage, chain, out var logOfTheLiving);

        for (var round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(logOfTheGone.TryGetTarget(out _));
        Assert.True(logOfTheLiving.TryGetTarget(out _));
    }

    [Fact]
    public void Clients_that_share_a_log_bring_it_once()
    {
        using var shared = new DisposedLog();
        using var log = new ClientLoggerFactory();
        for (var client = 0; client < 3; client++)
        {
            log.Attach(shared);
        }

        Assert.False(log.CreateLogger("any").IsEnabled(LogLevel.Critical));
        Assert.Equal(1, shared.Asked);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<ILoggerFactory> Leave(AuthenticationStage stage, BrevCredential credential)
    {
        using var client = Stay(stage, credential, out var log);
        return log;
    }

    /// <summary>A client whose log nobody else holds.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static BrevClient Stay(AuthenticationStage stage, BrevCredential credential, out WeakReference<ILoggerFactory> log)
    {
        var own = new SilentLog();
        log = new WeakReference<ILoggerFactory>(own);
        return CreateClient(stage, credential, own);
    }

    private static BrevClient CreateClient(AuthenticationStage stage, BrevCredential credential, ILoggerFactory log) =>
        new(new BrevClientOptions
    {
        Credential = credential,
        ControlPlaneEndpoint = stage.Api.Address,
        PublicApiEndpoint = stage.Api.Address,
        TimeProvider = stage.Clock,
        LoggerFactory = log,
    });

    /// <summary>
    /// One call inside the window, whose refresh in the background the identity provider rejects, which comes to the log of the stage.
    /// </summary>
    private static async Task RejectRefreshAsync(AuthenticationStage stage, BrevClient client)
    {
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        await client.ListOrganizationsAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(57));
        await client.ListOrganizationsAsync();
        await stage.RefreshesAsync(1);
        await stage.DrainAsync();
        Assert.Equal(1, stage.ProviderCalls);
    }

    private ChainedCredential CreateChain(AuthenticationStage stage)
    {
        CredentialsFile.Write(_folder.File(), stage.FirstToken, $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}");
        return stage.Own(new ChainedCredential(log =>
        {
            var options = stage.CredentialOptions();
            options.LoggerFactory = log;
            return [new("credentials file", () => BrevCredential.FromCredentialsFile(_folder.File(), options))];
        }));
    }
}
