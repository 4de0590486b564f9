namespace Brev.Sdk;

/// <summary>What a lease has cost, as far as this program can tell. Brev's own bill counts.</summary>
/// <param name="Amount">The amount, in <paramref name="Currency"/>.</param>
/// <param name="Currency">The currency of the offer, an ISO 4217 code.</param>
/// <param name="Duration">For how long the machine was billed: from when it was first seen running until its machine was seen gone, or
/// stopped. Between those nothing looks at it: time that it stood stopped then counts as well, so that this is the most it can be.</param>
/// <param name="Assumption">
/// How the amount was computed, for people. It begins with "Upper bound" when the end of the machine was not seen, as when it was gone
/// or stopped before the lease ended, and says when the offer names no price for the machine or for its disk, which then count nothing.
/// </param>
public sealed record LeaseCost(decimal Amount, string Currency, TimeSpan Duration, string Assumption);
