namespace Brev.Sdk.Testing;

/// <summary>How a <see cref="FakeBrev"/> starts. Every property has a working default.</summary>
public sealed class FakeBrevOptions
{
    /// <summary>
    /// The time that <see cref="FakeBrev.Clock"/> shows first. Default: <see langword="null"/>, the real time cut to whole seconds, so that tokens are also good by
    /// a real clock. A fixed time makes every run the same.
    /// </summary>
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>How long tokens live: the first value of <see cref="FakeTokens.Lifetime"/>. Default: one hour.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);
}
