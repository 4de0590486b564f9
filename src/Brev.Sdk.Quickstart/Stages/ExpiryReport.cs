namespace Brev.Sdk.Quickstart.Stages;

/// <summary>What happened around the end of an access token.</summary>
/// <param name="Calls">How many calls were made.</param>
/// <param name="Waited">
/// How many of them were not over before the identity provider answered; <see langword="null"/> where that cannot be seen.
/// </param>
/// <param name="ExpiredOn">When the first token ended.</param>
/// <param name="RefreshedOn">When the next one was issued.</param>
internal sealed record ExpiryReport(int Calls, int? Waited, DateTimeOffset? ExpiredOn, DateTimeOffset? RefreshedOn);
