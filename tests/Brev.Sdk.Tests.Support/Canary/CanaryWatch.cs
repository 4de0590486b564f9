using System.Collections.Concurrent;

namespace Brev.Sdk.Tests.Canary;

/// <summary>Looks at texts as they come, counts them, and keeps the first in which a secret of the suite stands. Thread-safe.</summary>
internal sealed class CanaryWatch
{
    private const int Kept = 20;
    private readonly long[] _counts = new long[Enum.GetValues<TextKind>().Length];
    private readonly ConcurrentQueue<CanaryLeak> _leaks = new();
    private readonly ConcurrentDictionary<string, bool> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _classes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _heard = new(StringComparer.Ordinal);
    private readonly AsyncLocal<string?> _test = new();
    private long _leakCount;

    /// <summary>
    /// The one that watches the run of the whole suite: there is one run in a process, and every logger of every test feeds it.
    /// </summary>
    public static CanaryWatch Suite { get; } = new();

    public long LeakCount => Interlocked.Read(ref _leakCount);

    /// <summary>The first leaks.</summary>
    public IReadOnlyCollection<CanaryLeak> Leaks => [.. _leaks];

    /// <summary>From how many tests anything has come that could be told to be theirs.</summary>
    public int TestsHeard => _heard.Count;

    /// <summary>The classes of which a test has begun.</summary>
    public IReadOnlyCollection<string> Classes => [.. _classes.Keys];

    public long Count(TextKind kind) => Interlocked.Read(ref _counts[(int)kind]);

    /// <summary>A test begins; what follows in its flow, on whatever thread, is its.</summary>
    public void Begin(string test, string testClass)
    {
        _classes[testClass] = true;
        _test.Value = test;
        _running[test] = true;
    }

    public void End(string test) => _running.TryRemove(test, out _);

    public void See(TextKind kind, string? text)
    {
        Interlocked.Increment(ref _counts[(int)kind]);
        if (_test.Value is { } test)
        {
            _heard.TryAdd(test, true);
        }

        if (text is null || CanaryMark.FindIn(text) is not { } excerpt)
        {
            return;
        }

        if (Interlocked.Increment(ref _leakCount) <= Kept)
        {
            _leaks.Enqueue(new CanaryLeak(kind, _test.Value ?? "one of: " + string.Join(", ", _running.Keys), excerpt));
        }
    }

    public override string ToString() => string.Join(", ", Enum.GetValues<TextKind>().Select(kind => $"{kind}: {Count(kind)}"))
        + $", tests heard: {TestsHeard}, leaks: {LeakCount}";
}
