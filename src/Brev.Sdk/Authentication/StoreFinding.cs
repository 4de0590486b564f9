using Brev.Sdk.Stores;

namespace Brev.Sdk.Authentication;

/// <summary>What the store means for the token in use.</summary>
/// <param name="Reading">What was read.</param>
/// <param name="TokenSet">
/// What counts: what was read, or what could not be saved in its place yet; <see langword="null"/> when there is no login.
/// </param>
/// <param name="Relation">What it is to the login in use.</param>
/// <param name="Newer">Its token, when it should take the place of the one in use.</param>
internal readonly record struct StoreFinding(
    StoreReading Reading, BrevStoredCredential? TokenSet, TokenSetRelation Relation, CachedToken? Newer)
{
    /// <summary>What a save takes the place of: what was read, or what stood there before it was cut off.</summary>
    public BrevStoredCredential? Replaced => Reading.IsTorn ? TokenSet : Reading.Stored;

    /// <summary>Whether another process has reported that the provider has rejected the token set.</summary>
    public bool IsReportedRejected { get; init; }

    /// <summary>The end of the flight, when there is nothing to go on with.</summary>
    public RefreshOutcome? Outcome => Relation switch
    {
        TokenSetRelation.Absent => new RefreshOutcome.SignedOut(),
        TokenSetRelation.OtherAccount => new RefreshOutcome.OtherAccount(),
        _ => null,
    };

    /// <summary>Whether there is a newer token that can be sent.</summary>
    public bool IsUsable(TimeProvider timeProvider) => Newer?.Lifetime.IsSendable(timeProvider) == true;
}
