using System.Diagnostics;

namespace Brev.Sdk.Authentication;

/// <summary>One refresh as it is shown from outside.</summary>
/// <param name="Reason">Why it was begun.</param>
/// <param name="Activity">Its part in a trace; <see langword="null"/> when nothing listens.</param>
internal sealed record RefreshMeasurement(RefreshReason Reason, Activity? Activity);
