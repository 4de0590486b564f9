namespace Brev.Sdk.Authentication;

/// <summary>The end of one renewal: a new snapshot, or why there is none.</summary>
internal sealed record RenewalVerdict(RenewalResult Result, TokenSnapshot? Snapshot = null, string Reason = "", TimeSpan? RetryAfter = null, Exception? Exception = null);
