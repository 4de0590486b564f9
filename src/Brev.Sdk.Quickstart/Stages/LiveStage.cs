namespace Brev.Sdk.Quickstart.Stages;

/// <summary>Brev itself, with the reader's own login.</summary>
internal sealed class LiveStage : IStage
{
    public LiveStage()
    {
        Options = new BrevClientOptions();
        Client = new BrevClient(Options);
    }

    private BrevClientOptions Options { get; }

    public string Description => $"Brev at {Options.ControlPlaneEndpoint.Host}";

    public BrevClient Client { get; }

    public BrevCredential Credential => Options.Credential;

    public TimeProvider Clock => TimeProvider.System;

    public string? RecordFolder => null;

    public string? Unreachable => null;

    public Task<BrevSshSession> ConnectAsync(Workspace workspace) => Client.ConnectAsync(workspace);

    public Task<T> RunAsync<T>(Task<T> task) => task;

    /// <summary>A tour does not wait an hour: the refresh is asked for while calls are under way, which takes the same path.</summary>
    public async Task<ExpiryReport> LiveThroughExpiryAsync(Func<Task> call)
    {
        var before = await Credential.GetTokenAsync();
        if (before.ExpiresOn is null)
        {
            await call();
            return new ExpiryReport(1, null, null, null);
        }

        var refresh = Credential.GetTokenAsync(forceRefresh: true).AsTask();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => call()));
        var after = await refresh;
        return new ExpiryReport(5, null, before.ExpiresOn, after.IssuedOn);
    }

    public bool TryRejectNextCall(int status) => false;

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return ValueTask.CompletedTask;
    }
}
