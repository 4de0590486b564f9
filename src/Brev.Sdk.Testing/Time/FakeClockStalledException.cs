namespace Brev.Sdk.Testing;

/// <summary>
/// <see cref="FakeClock.RunAsync(Task, TimeSpan?, CancellationToken)"/> cannot bring its task to an end: no pause is pending to which the
/// clock may move, and in real time nothing has happened for <see cref="FakeClock.StallLimit"/>. The message names the pending timers and
/// the requests without an answer.
/// </summary>
public sealed class FakeClockStalledException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public FakeClockStalledException()
        : this("The clock stands still, and what it waits for does not go on.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, the evidence, and what to do.</param>
    public FakeClockStalledException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, the evidence, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public FakeClockStalledException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
