namespace Brev.Sdk.Quickstart.Stages;

/// <summary>Brev itself, with the reader's own login.</summary>
internal sealed class LiveStage : IStage
{
    public LiveStage(CommandLine line)
    {
        Options = new BrevClientOptions();
        Client = new BrevClient(Options);
        Description = $"Brev at {Options.ControlPlaneEndpoint.Host}" + (line.Organization is null ? "" : $", organization {line.Organization}");
    }

    public string Description { get; }

    public BrevClient Client { get; }

    public BrevCredential Credential => Options.Credential;

    public TimeProvider Clock => TimeProvider.System;

    private BrevClientOptions Options { get; }

    public Task PassAsync(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, cancellationToken);

    /// <summary>Nobody waits an hour for a tour: the renewal is asked for while calls are under way, which takes the same path.</summary>
    public async Task<ExpiryReport> LiveThroughExpiryAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        var before = await Credential.GetTokenAsync(cancellationToken: cancellationToken);
        if (before.ExpiresOn is null)
        {
            await call(cancellationToken);
            return new ExpiryReport(1, null, null, null);
        }

        var renewal = Credential.GetTokenAsync(forceRefresh: true, cancellationToken).AsTask();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => call(cancellationToken)));
        var after = await renewal;
        return new ExpiryReport(5, null, before.ExpiresOn, after.IssuedOn);
    }

    public bool TryRejectNextCall(int status) => false;

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return ValueTask.CompletedTask;
    }
}
