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

    /// <summary>Why its machines cannot be reached by SSH; <see langword="null"/> when they can.</summary>
    string? Unreachable { get; }

    /// <summary>Connects to a machine by SSH.</summary>
    Task<BrevSshSession> ConnectAsync(Workspace workspace);

    /// <summary>Lets time pass until a task has ended: really, or by moving the clock.</summary>
    Task<T> RunAsync<T>(Task<T> task);

    /// <summary>Makes calls while the access token goes through its refresh window and past its end.</summary>
    Task<ExpiryReport> LiveThroughExpiryAsync(Func<Task> call);

    /// <summary>Has the next call answered with a status that rejects its token; false where that cannot be arranged.</summary>
    bool TryRejectNextCall(int status);
}
