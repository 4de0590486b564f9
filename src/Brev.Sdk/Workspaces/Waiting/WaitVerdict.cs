namespace Brev.Sdk.Workspaces.Waiting;

/// <summary>
/// What one look at a workspace means for a wait: the condition has come, can still come (no reason), or cannot come any more.
/// </summary>
internal sealed record WaitVerdict(bool IsMet, WaitFailureReason? Reason = null, string Text = "")
{
    public static WaitVerdict Met { get; } = new(IsMet: true);

    public static WaitVerdict Waiting { get; } = new(IsMet: false);

    /// <param name="reason">Why it cannot come any more.</param>
    /// <param name="text">The rest of a sentence that begins with the workspace's name.</param>
    public static WaitVerdict Failed(WaitFailureReason reason, string text) => new(IsMet: false, reason, text);
}
