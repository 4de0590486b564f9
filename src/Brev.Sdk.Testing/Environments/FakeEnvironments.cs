using Brev.Sdk.Testing.Environments;
using Brev.Sdk.Testing.Ports;

namespace Brev.Sdk.Testing;

/// <summary>
/// The environments of the fake: machines as the Connect services describe them, with their ports. Every workspace of
/// <see cref="FakeBrev.Workspaces"/> is one, under its own id, and follows it; a test can add others. Thread-safe.
/// </summary>
public sealed class FakeEnvironments
{
    private readonly object _lock = new();
    private readonly List<EnvironmentRecord> _records = [];
    private readonly List<IEnvironmentSource> _sources = [];
    private readonly HashSet<string> _connected = new(StringComparer.Ordinal);
    private int _number;

    internal FakeEnvironments(TimeProvider clock, PublicPortNumbers numbers) => Ports = new PortTable(clock, numbers);

    /// <summary>Every environment with its instance and its SSH access, the added ones first.</summary>
    public IReadOnlyList<BrevEnvironment> All => [.. Records().Select(static record => record.Environment)];

    internal PortTable Ports { get; }

    /// <summary>
    /// Adds an environment that runs and is connected to Brev's network, with the SSH port that Brev opens (<c>PORT_TYPE_SYSTEM</c>). Give
    /// it another state with <see cref="Update"/> and <see cref="SetNetwork"/>.
    /// </summary>
    /// <param name="organizationId">The organization that it belongs to.</param>
    /// <param name="environmentId">Its id; <see langword="null"/> for a new one.</param>
    /// <exception cref="ArgumentException">There is one with that id.</exception>
    public BrevEnvironment Add(string organizationId, string? environmentId = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(organizationId);
        var id = environmentId ?? $"environment-{Interlocked.Increment(ref _number)}";
        if (Find(id) is not null)
        {
            throw new ArgumentException($"The fake already has an environment '{id}'.", nameof(environmentId));
        }

        var environment = NewEnvironment(id);
        lock (_lock)
        {
            _records.Add(new EnvironmentRecord(environment, organizationId, NetworkMemberStatus.Connected));
        }

        return environment;
    }

    /// <summary>An environment by its id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public BrevEnvironment Get(string environmentId) => (Find(environmentId) ?? throw NoEnvironment(environmentId)).Environment;

    /// <summary>The open ports of an environment, those of Brev and those of users.</summary>
    /// <exception cref="KeyNotFoundException">There is no such environment.</exception>
    public IReadOnlyList<Port> PortsOf(string environmentId) => Ports.Of(Get(environmentId).EnvironmentId!);

    /// <summary>Replaces an environment by another version of it, found by its id.</summary>
    /// <exception cref="KeyNotFoundException">None with that id has been added.</exception>
    public void Update(BrevEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        Change(environment.EnvironmentId ?? "", record => record with { Environment = environment });
    }

    /// <summary>Sets the connection of an environment to Brev's network.</summary>
    /// <param name="environmentId">The environment.</param>
    /// <param name="status">
    /// The state. <see cref="NetworkMemberStatus.Unspecified"/> means that there is no such network (yet): its ports are gone and none can
    /// be opened.
    /// </param>
    /// <exception cref="KeyNotFoundException">None with that id has been added.</exception>
    public void SetNetwork(string environmentId, NetworkMemberStatus status)
    {
        Change(environmentId, record => record with { Network = status });
        if (status == NetworkMemberStatus.Unspecified)
        {
            Forget(environmentId);
        }
    }

    /// <summary>Removes an environment that has been added, and its ports.</summary>
    public void Remove(string environmentId)
    {
        lock (_lock)
        {
            _records.RemoveAll(record => record.Id == environmentId);
        }

        Forget(environmentId);
    }

    /// <summary>Shows the environments of another place as well.</summary>
    internal void Include(IEnvironmentSource source)
    {
        lock (_lock)
        {
            _sources.Add(source);
        }
    }

    internal IReadOnlyList<EnvironmentRecord> Of(string organizationId) =>
        [.. Records().Where(record => record.OrganizationId == organizationId)];

    internal EnvironmentRecord? Find(string environmentId) => Records().FirstOrDefault(record => record.Id == environmentId);

    /// <summary>Closes the ports of an environment that is gone or has lost its network.</summary>
    internal void Forget(string environmentId)
    {
        lock (_lock)
        {
            _connected.Remove(environmentId);
        }

        Ports.CloseAllOf(environmentId);
    }

    private static KeyNotFoundException NoEnvironment(string environmentId) =>
        new($"The fake has no environment '{environmentId}'. Add it with Environments.Add, or a workspace with Workspaces.Add.");

    private static KeyNotFoundException NotAdded(string environmentId) =>
        new($"No environment '{environmentId}' has been added with Environments.Add. The environment of a workspace follows the "
            + "workspace: change that one.");

    private static BrevEnvironment NewEnvironment(string id) => new()
    {
        EnvironmentId = id,
        Name = id,
        Status = EnvironmentStatus.Running,
        Labels = new Dictionary<string, string> { ["sshprovider"] = "certauth" },
        Instance = new Instance
        {
            SshHostname = PublicPortNumbers.Relay,
            SshPort = 22,
            PublicIp = "203.0.113.10",
            PublicDns = $"{id}.example.com",
        },
    };

    private List<EnvironmentRecord> Records()
    {
        IEnvironmentSource[] sources;
        List<EnvironmentRecord> records;
        lock (_lock)
        {
            records = [.. _records];
            sources = [.. _sources];
        }

        // Outside the lock: another place has a lock of its own.
        records.AddRange(sources.SelectMany(static source => source.List()));
        records.ForEach(OpenSystemPort);
        return records;
    }

    /// <summary>Brev opens the SSH port of an environment as soon as it has a network.</summary>
    private void OpenSystemPort(EnvironmentRecord record)
    {
        lock (_lock)
        {
            var portId = $"nport-{record.Id}";
            if (record.HasNetwork && _connected.Add(record.Id))
            {
                Ports.OpenSystem(record.Id, PortProtocol.Ssh, 22, portId, record.SshEndpoint);
            }
            else if (record.HasNetwork && record.SshEndpoint is { } endpoint)
            {
                Ports.Change(portId, port => port with { Hostname = endpoint.Host, PortNumber = endpoint.Port });
            }
        }
    }

    private void Change(string environmentId, Func<EnvironmentRecord, EnvironmentRecord> change)
    {
        lock (_lock)
        {
            var index = _records.FindIndex(record => record.Id == environmentId);
            _records[index < 0 ? throw NotAdded(environmentId) : index] = change(_records[index]);
        }
    }
}
