using Brev.Sdk.Stores;

namespace Brev.Sdk.Authentication;

/// <summary>What the store means for the token in use.</summary>
/// <param name="Reading">What was read.</param>
/// <param name="TokenSet">What to refresh: what was read, or what could not be saved in its place yet.</param>
/// <param name="Newer">Its token, when it should take the place of the one in use.</param>
/// <param name="Outcome">The end of the flight, when there is nothing to go on with.</param>
internal readonly record struct StoreFinding(
    StoreReading Reading, BrevStoredCredential? TokenSet, CachedToken? Newer, RefreshOutcome? Outcome)
{
    /// <summary>What the store holds, exactly as it is: what a save replaces.</summary>
    public BrevStoredCredential? Read => Reading.Stored;

    /// <summary>Whether another process has reported that the provider has refused the token set.</summary>
    public bool IsReportedRejected { get; init; }

    /// <summary>
    /// Whether the store holds an older token than the one in use, and nothing to refresh it with that this process has not had: what a
    /// failover or a slow writer has brought back. An older token with a refresh token of its own is another login of the account.
    /// </summary>
    public bool IsSetBack { get; init; }
}
