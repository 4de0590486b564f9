namespace Brev.Sdk.Testing;

/// <summary>How a <see cref="FakeBrev"/> starts. Every property has a working default.</summary>
public sealed class FakeBrevOptions
{
    /// <summary>
    /// The time that <see cref="FakeBrev.Clock"/> shows first. Default: <see langword="null"/>, the real time cut to whole seconds, so that
    /// tokens are also good by a real clock. A fixed time makes every run the same.
    /// </summary>
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>How long tokens live: the first value of <see cref="FakeTokens.Lifetime"/>. Default: one hour.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Whether a create is refused unless its body has every member that the brev CLI always writes, as the live service was seen to do in
    /// October 2026: 400 <c>Legacy workspace version unsupported</c>, whatever the version. The violation in
    /// <see cref="FakeRequests.Violations"/> names the members. Default: <see langword="false"/>.
    /// </summary>
    public bool StrictCreates { get; set; }
}
