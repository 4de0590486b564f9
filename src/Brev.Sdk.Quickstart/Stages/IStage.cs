namespace Brev.Sdk.Quickstart.Stages;

/// <summary>Where the tour takes place: a fake Brev on this machine, or Brev.</summary>
internal interface IStage : IAsyncDisposable
{
    /// <summary>What it is, for the reader.</summary>
    string Description { get; }

    BrevClient Client { get; }

    BrevCredential Credential { get; }

    TimeProvider Clock { get; }

    /// <summary>Where records of leases are kept; <see langword="null"/> for the usual folder.</summary>
    string? RecordFolder { get; }

    /// <summary>Lets time pass until a task has ended: really, or by moving the clock.</summary>
    Task<T> RunAsync<T>(Task<T> task);

    /// <summary>Makes calls while the access token goes through its refresh window and past its end.</summary>
    Task<ExpiryReport> LiveThroughExpiryAsync(Func<Task> call);

    /// <summary>Has the next call answered with a status that rejects its token; false where that cannot be arranged.</summary>
    bool TryRejectNextCall(int status);
}
