namespace Brev.Sdk.Testing.Time;

/// <summary>What a timer of <see cref="FakeClock"/> is for.</summary>
internal enum TimerKind
{
    /// <summary>Work that goes on later: a pause before a retry, a poll, a delay.</summary>
    Pause,

    /// <summary>The time limit of a call. While it is open, the call is under way.</summary>
    CallLimit,

    /// <summary>The time limit of a wait for work that began before. It says nothing about that work.</summary>
    WaitLimit,
}
