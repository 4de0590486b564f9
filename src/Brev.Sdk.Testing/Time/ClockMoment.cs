namespace Brev.Sdk.Testing.Time;

/// <summary>What has happened on a clock so far, in numbers that grow.</summary>
/// <param name="Changes">Everything: timers set, fired and disposed, requests received and answered.</param>
/// <param name="Progress">The same without the ticks of periodic timers, which go on whether or not anything else does.</param>
internal readonly record struct ClockMoment(long Changes, long Progress);
