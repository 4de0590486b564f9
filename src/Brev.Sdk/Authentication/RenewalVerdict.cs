namespace Brev.Sdk.Authentication;

/// <summary>The end of one renewal: a new snapshot, or why there is none.</summary>
internal sealed record RenewalVerdict(RenewalResult Result, TokenSnapshot? Snapshot = null, string Reason = "", TimeSpan? RetryAfter = null, Exception? Exception = null)
{
    /// <summary>Whether it only repeats how an earlier renewal ended, because nothing may be tried now: then nothing was refreshed, and nothing failed anew.</summary>
    public bool IsRepeated { get; init; }
}
