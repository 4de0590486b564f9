using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Canary;

namespace Brev.Sdk.Tests.Doubles;

/// <summary>A store as a fleet shares it: it compares before it replaces, and tells when another process has stored something.</summary>
public sealed class SharedStore(BrevStoredCredential stored) : BrevCredentialStore
{
    private readonly TaskCompletionSource<Action> _watched = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _watchEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _loads;

    public BrevStoredCredential? Stored { get; set; } = stored;

    /// <summary>What happens between the provider's answer and the save.</summary>
    public Action<int>? BeforeReplace { get; set; }

    public Gate? Loading { get; set; }

    /// <summary>Why it cannot be read at the moment; asked at each reading.</summary>
    public Func<Exception?> LoadFailure { get; set; } = () => null;

    public Gate? Locking { get; set; }

    /// <summary>What was reported as refused.</summary>
    public BrevStoredCredential? Rejected { get; set; }

    /// <summary>What happens when a rejection is reported or asked for.</summary>
    public Action OnRejection { get; set; } = () => { };

    public int Replacements { get; private set; }

    public int Loads => Volatile.Read(ref _loads);

    /// <summary>Ends when a credential watches the store; its result tells it of a change.</summary>
    public Task<Action> Watched => _watched.Task.WaitAsync(AuthenticationStage.Patience);

    /// <summary>Ends when a token set has been stored in the place of another, or refused.</summary>
    public Task Replaced => _replaced.Task.WaitAsync(AuthenticationStage.Patience);

    public Task WatchEnded => _watchEnded.Task.WaitAsync(AuthenticationStage.Patience);

    public override string Description => "a shared store";

    public override async ValueTask<BrevStoredCredential?> LoadAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _loads);
        await (Loading?.PassAsync(cancellationToken) ?? Task.CompletedTask);
        return LoadFailure() is { } failure ? throw failure : Stored;
    }

    public override ValueTask SaveAsync(BrevStoredCredential credential, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A refresh says what it replaces.");

    public override ValueTask<bool> ReplaceAsync(
        BrevStoredCredential credential, BrevStoredCredential? replaced, CancellationToken cancellationToken)
    {
        BeforeReplace?.Invoke(++Replacements);
        _replaced.TrySetResult();
        if (Stored != replaced)
        {
            return new(false);
        }

        Stored = CanaryWatch.Suite.Dump(credential);
        return new(true);
    }

    public override async ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        await (Locking?.PassAsync(cancellationToken) ?? Task.CompletedTask);
        return new MemoryStream();
    }

    public override ValueTask ReportRejectedAsync(BrevStoredCredential credential, CancellationToken cancellationToken)
    {
        OnRejection();
        Rejected = credential;
        return default;
    }

    public override bool IsReportedRejected(BrevStoredCredential credential)
    {
        OnRejection();
        return credential == Rejected;
    }

    public override IDisposable? Watch(Action changed)
    {
        _watched.TrySetResult(changed);
        return new End(_watchEnded);
    }

    private sealed class End(TaskCompletionSource ended) : IDisposable
    {
        public void Dispose() => ended.TrySetResult();
    }
}
