namespace Brev.Sdk.Authentication;

/// <summary>The end of one renewal: a new snapshot, or why there is none.</summary>
internal sealed record RenewalVerdict(RenewalResult Result, TokenSnapshot? Snapshot = null, string Reason = "", TimeSpan? RetryAfter = null, Exception? Exception = null)
{
    /// <summary>Whether it only repeats how an earlier renewal ended, because nothing may be tried now: then nothing was refreshed, and nothing failed anew.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Whether nothing came of it: a caller who forces a refresh is told so even when the token at hand is still good.</summary>
    public bool IsFailure => Result is RenewalResult.Transient or RenewalResult.Rejected or RenewalResult.SignedOut or RenewalResult.OtherAccount or RenewalResult.Unreadable;
}
