using System.Net;
using System.Runtime.InteropServices;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Quickstart.Stages;

/// <summary>A fake Brev on loopback sockets, whose clock the tour moves.</summary>
internal sealed class FakeStage : IStage
{
    private const int Calls = 25;

    /// <summary>Only what is broken takes as long, on however busy a machine: nothing is decided by how soon something happens.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Of a connection; the library gives up after 15 seconds.</summary>
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(20);

    private readonly FakeBrev _brev;
    private readonly DirectoryInfo _records = Directory.CreateTempSubdirectory("brev-quickstart-");

    private readonly FakeMachine? _machine;

    /// <summary>Nothing may stay behind when the process is told to end, which runs no other code of it.</summary>
    private readonly PosixSignalRegistration[] _endings;

    private FakeStage(FakeBrev brev, FakeMachine? machine, string missing)
    {
        (_brev, _machine, Unreachable) = (brev, machine, machine is null ? missing : null);
        if (machine is not null)
        {
            brev.Users.SetSshKey(machine.PrivateKey, machine.PublicKey);
            (brev.Workspaces.SshEndpoint, brev.Workspaces.SshUser) = (machine.Endpoint, Environment.UserName);
            brev.Workspaces.SshTakesCertificates = false;
        }

        _brev.Clock.StallLimit = Patience;
        Options = brev.CreateOptions();
        Client = new BrevClient(Options);
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        _endings = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, _ => End()))];
    }

    public string Description => "a fake Brev on this machine (run it with --live for the real one)";

    public BrevClient Client { get; }

    public BrevCredential Credential => Options.Credential;

    public TimeProvider Clock => _brev.Clock;

    public string? RecordFolder => _records.FullName;

    private BrevClientOptions Options { get; }

    public string? Unreachable { get; }

    public static async Task<FakeStage> StartAsync()
    {
        var (machine, missing) = await FakeMachine.StartAsync();
        return new FakeStage(await FakeBrev.StartAsync(), machine, missing);
    }

    /// <summary>
    /// Its host key is kept in the tour's own folder, not in the reader's. The clock of the fake stands still, because a handshake takes
    /// real time; only what no attempt takes is the pause behind a failed one, and that passes.
    /// </summary>
    public async Task<BrevSshSession> ConnectAsync(Workspace workspace)
    {
        using var patience = new CancellationTokenSource(Patience);
        var connecting = Client.ConnectAsync(workspace, new SshOptions { Folder = _records.FullName }, patience.Token);
        while (await Task.WhenAny(connecting, Task.Delay(LongestAttempt)) != connecting)
        {
            _brev.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        return await connecting;
    }

    public Task<T> RunAsync<T>(Task<T> task) => _brev.Clock.RunAsync(task);

    public async Task<ExpiryReport> LiveThroughExpiryAsync(Func<Task> call)
    {
        var first = await Credential.GetTokenAsync();

        // The identity provider takes the refresh and does not answer: a call that waited for it would not come back.
        using var held = _brev.IdentityProvider.Hold();
        _brev.Clock.Advance(first.ExpiresOn!.Value - TimeSpan.FromMinutes(4) - _brev.Clock.GetUtcNow());
        var calls = Enumerable.Range(0, Calls).Select(_ => call()).ToArray();
        var waited = await CountUnfinishedAsync(calls);
        await held.Reached.WaitAsync(Patience);
        held.Release();
        await Task.WhenAll(calls);
        var second = await NextTokenAsync(first);

        // Past the end of the first token: what is sent now is the second one.
        _brev.Clock.Advance(first.ExpiresOn.Value + TimeSpan.FromSeconds(1) - _brev.Clock.GetUtcNow());
        await call();
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
        Array.ForEach(_endings, static ending => ending.Dispose());
        End();
    }

    private void End()
    {
        _machine?.Dispose();
        if (Directory.Exists(_records.FullName))
        {
            _records.Delete(recursive: true);
        }
    }

    /// <summary>How many calls do not come back by themselves.</summary>
    private static async Task<int> CountUnfinishedAsync(Task[] calls)
    {
        try
        {
            await Task.WhenAll(calls).WaitAsync(Patience);
        }
        catch (TimeoutException) when (calls.Any(one => !one.IsCompleted))
        {
            // They wait for the identity provider, which is what is to be counted.
        }

        return calls.Count(one => !one.IsCompleted);
    }

    private async Task<BrevAccessToken> NextTokenAsync(BrevAccessToken first)
    {
        using var limit = new CancellationTokenSource(Patience);
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
