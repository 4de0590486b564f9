using Brev.Sdk.Testing.InstanceTypes;

namespace Brev.Sdk.Testing;

/// <summary>The instance types that the fake offers. It starts with a few, of several clouds. Thread-safe.</summary>
public sealed class FakeInstanceTypes
{
    /// <summary>The type of workspaces that a test adds without naming one: one GPU, on AWS, can be stopped.</summary>
    public const string DefaultType = "g6e.xlarge";

    private readonly object _lock = new();
    private readonly List<InstanceTypeEntry> _types;

    internal FakeInstanceTypes() => _types = [.. DefaultInstanceTypes.Read()];

    /// <summary>Every type, in the order in which the servers list them.</summary>
    public IReadOnlyList<InstanceType> All => [.. Entries.Select(static entry => entry.Type)];

    internal IReadOnlyList<InstanceTypeEntry> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _types];
            }
        }
    }

    /// <summary>Adds a type. The same name may occur several times, at different clouds.</summary>
    public void Add(InstanceType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentException.ThrowIfNullOrWhiteSpace(type.Type);
        lock (_lock)
        {
            _types.Add(InstanceTypeEntry.From(type));
        }
    }

    /// <summary>Takes every type away.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _types.Clear();
        }
    }

    /// <summary>The first type of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public InstanceType Get(string type) =>
        All.FirstOrDefault(candidate => candidate.Type == type)
            ?? throw new KeyNotFoundException($"The fake offers no instance type '{type}'. Add it with InstanceTypes.Add.");

    /// <summary>The type of that name at the cloud that the credential or the group stands for; a blank one is no condition.</summary>
    internal InstanceType? Find(string type, string? cloudCredId, string? workspaceGroupId) => All.FirstOrDefault(candidate =>
        candidate.Type == type
        && (string.IsNullOrEmpty(cloudCredId)
            ? string.IsNullOrEmpty(workspaceGroupId) || BelongsTo(candidate, workspaceGroupId)
            : BelongsTo(candidate, cloudCredId)));

    /// <summary>Newer clients send one id in both places, so either kind is understood in either.</summary>
    private static bool BelongsTo(InstanceType type, string cloud) =>
        type.CloudCredId == cloud || type.WorkspaceGroups.Any(group => group.Id == cloud);
}
