using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Quickstart.Stages;

/// <summary>A fake Brev on loopback sockets, whose clock the tour moves.</summary>
internal sealed class FakeStage : IStage
{
    private const int Calls = 25;

    /// <summary>Only what is broken takes as long, on however busy a machine: nothing is decided by how soon something happens.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly FakeBrev _brev;

    private FakeStage(FakeBrev brev)
    {
        _brev = brev;
        Options = brev.CreateOptions();
        Client = new BrevClient(Options);
    }

    public string Description => "a fake Brev on this machine (run it with --live for the real one)";

    public BrevClient Client { get; }

    public BrevCredential Credential => Options.Credential;

    public TimeProvider Clock => _brev.Clock;

    private BrevClientOptions Options { get; }

    public static async Task<FakeStage> StartAsync() => new(await FakeBrev.StartAsync());

    public Task PassAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _brev.Clock.Advance(time);
        return Task.CompletedTask;
    }

    public async Task<ExpiryReport> LiveThroughExpiryAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        var first = await Credential.GetTokenAsync(cancellationToken: cancellationToken);

        // The identity provider takes the renewal and answers nobody: a call that waited for it would not come back.
        using var held = _brev.IdentityProvider.Hold();
        _brev.Clock.Advance(first.ExpiresOn!.Value - TimeSpan.FromMinutes(4) - _brev.Clock.GetUtcNow());
        var calls = Enumerable.Range(0, Calls).Select(_ => call(cancellationToken)).ToArray();
        var waited = await CountUnfinishedAsync(calls, cancellationToken);
        await held.Reached.WaitAsync(Patience, cancellationToken);
        held.Release();
        await Task.WhenAll(calls);
        var second = await NextTokenAsync(first, cancellationToken);

        // Past the end of the first token: what is sent now is the second one.
        _brev.Clock.Advance(first.ExpiresOn.Value + TimeSpan.FromSeconds(1) - _brev.Clock.GetUtcNow());
        await call(cancellationToken);
        return new ExpiryReport(Calls + 1, waited, first.ExpiresOn, second.IssuedOn);
    }

    public bool TryRejectNextCall(int status)
    {
        _brev.Requests.FailNext((HttpStatusCode)status);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Credential.DisposeAsync();
        await _brev.DisposeAsync();
    }

    /// <summary>How many calls do not come back by themselves.</summary>
    private static async Task<int> CountUnfinishedAsync(Task[] calls, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(calls).WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException) when (calls.Any(one => !one.IsCompleted))
        {
            // They wait for the identity provider, which is what is to be counted.
        }

        return calls.Count(one => !one.IsCompleted);
    }

    private async Task<BrevAccessToken> NextTokenAsync(BrevAccessToken first, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        while (true)
        {
            var token = await Credential.GetTokenAsync(cancellationToken: limit.Token);
            if (token.Token != first.Token)
            {
                return token;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), limit.Token);
        }
    }
}
