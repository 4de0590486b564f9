namespace Brev.Sdk.Testing;

/// <summary>The launchables of the fake. Thread-safe.</summary>
public sealed class FakeLaunchables
{
    private readonly object _lock = new();
    private readonly Dictionary<string, JsonObject> _launchables = new(StringComparer.Ordinal);
    private int _number;

    internal FakeLaunchables()
    {
    }

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _launchables.Count;
            }
        }
    }

    /// <summary>
    /// Adds a launchable. When its virtual machine has a lifecycle script, the text of it is answered by the operation for scripts alone,
    /// as on the real server.
    /// </summary>
    /// <param name="launchable">What is added. Without an id it gets one.</param>
    /// <returns>The launchable, with its id and with the id of its script.</returns>
    public Launchable Add(Launchable launchable)
    {
        ArgumentNullException.ThrowIfNull(launchable);
        var id = Store(JsonSerializer.SerializeToNode(launchable, FakeJsonContext.Default.Launchable)!.AsObject());
        return Get(id);
    }

    /// <summary>A launchable by its id, with the text of its script.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Launchable Get(string launchableId) =>
        Copy(launchableId)?.Deserialize(FakeJsonContext.Default.Launchable)
        ?? throw new KeyNotFoundException($"The fake has no launchable '{launchableId}'. Add it with Launchables.Add.");

    internal static JsonObject? FindScript(JsonObject launchable) =>
        launchable["buildRequest"]?["vmBuild"]?["lifeCycleScriptAttr"] as JsonObject;

    internal JsonObject? Copy(string id)
    {
        lock (_lock)
        {
            return _launchables.GetValueOrDefault(id)?.DeepClone().AsObject();
        }
    }

    internal string Store(JsonObject launchable)
    {
        lock (_lock)
        {
            var number = ++_number;
            var id = launchable["id"]?.GetValue<string>() ?? $"env-{number}Synthetic";
            launchable["id"] = id;
            if (FindScript(launchable) is { } script && script["id"] is null)
            {
                script["id"] = $"ls-{number}Synthetic";
            }

            _launchables[id] = launchable;
            return id;
        }
    }
}
