using Brev.Sdk.Testing.Secrets;

namespace Brev.Sdk.Testing;

/// <summary>The managed secrets of the fake, with their versions. Thread-safe.</summary>
public sealed class FakeSecrets
{
    private readonly object _lock = new();
    private readonly List<SecretRecord> _records = [];
    private readonly TimeProvider _clock;
    private int _number;
    private int _versionNumber;

    internal FakeSecrets(TimeProvider clock) => _clock = clock;

    /// <summary>Every secret without its values, oldest first.</summary>
    public IReadOnlyList<ManagedSecret> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _records.Select(static record => record.Secret)];
            }
        }
    }

    /// <summary>Adds a secret with one version.</summary>
    /// <param name="organizationId">The organization that it belongs to.</param>
    /// <param name="name">Its name, unique in the organization.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">The organization has a secret of that name.</exception>
    public ManagedSecret Add(string organizationId, string name, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(organizationId);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrEmpty(value);
        return TryAdd(organizationId, name, value)
            ?? throw new ArgumentException($"The organization already has a secret with the name '{name}'.", nameof(name));
    }

    /// <summary>The newest value of a secret.</summary>
    /// <exception cref="KeyNotFoundException">There is no such secret.</exception>
    public string GetValue(string secretId) => Get(secretId).Versions[^1].Value;

    /// <summary>The versions of a secret without their values, oldest first.</summary>
    /// <exception cref="KeyNotFoundException">There is no such secret.</exception>
    public IReadOnlyList<ManagedSecretVersion> VersionsOf(string secretId) =>
        [.. Get(secretId).Versions.Select(static version => version.Version)];

    internal SecretRecord? Find(string secretId)
    {
        lock (_lock)
        {
            return _records.Find(record => record.Id == secretId);
        }
    }

    internal IReadOnlyList<ManagedSecret> Of(string organizationId)
    {
        lock (_lock)
        {
            return [.. _records.Where(record => record.OrganizationId == organizationId).Select(static record => record.Secret)];
        }
    }

    /// <summary>Adds a secret, or returns <see langword="null"/> when its organization has one of that name.</summary>
    internal ManagedSecret? TryAdd(string organizationId, string name, string value)
    {
        lock (_lock)
        {
            if (_records.Exists(record => record.OrganizationId == organizationId && record.Secret.Name == name))
            {
                return null;
            }

            var secret = new ManagedSecret { SecretId = $"msec-{++_number}", Name = name, CreateTime = _clock.GetUtcNow() };
            _records.Add(new SecretRecord(secret, organizationId, [NewVersion(1, value)]));
            return secret;
        }
    }

    /// <summary>Gives a secret a new value; <see langword="null"/> when it is gone.</summary>
    internal ManagedSecretVersion? SetValue(string secretId, string value)
    {
        lock (_lock)
        {
            var index = _records.FindIndex(record => record.Id == secretId);
            if (index < 0)
            {
                return null;
            }

            var version = NewVersion(_records[index].Versions.Count + 1, value);
            _records[index] = _records[index].With(version);
            return version.Version;
        }
    }

    internal void Remove(string secretId)
    {
        lock (_lock)
        {
            _records.RemoveAll(record => record.Id == secretId);
        }
    }

    private SecretRecord Get(string secretId) =>
        Find(secretId) ?? throw new KeyNotFoundException($"The fake has no secret '{secretId}'. Add it with Secrets.Add.");

    private SecretVersion NewVersion(long number, string value) => new(
        new ManagedSecretVersion { VersionId = $"msecv-{++_versionNumber}", VersionNumber = number, CreateTime = _clock.GetUtcNow() },
        value);
}
