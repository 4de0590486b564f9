using Renci.SshNet;

namespace Brev.Sdk.Ssh.Connecting;

/// <summary>What a connection is for.</summary>
/// <param name="Create">Makes the library's client.</param>
/// <param name="Ask">Asks the machine something small that it has to answer.</param>
internal sealed record ClientKind<TClient>(Func<ConnectionInfo, TClient> Create, Func<TClient, Task> Ask)
    where TClient : BaseClient;
