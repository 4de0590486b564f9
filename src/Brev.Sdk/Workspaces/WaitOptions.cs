namespace Brev.Sdk;

/// <summary>How a workspace is waited for or watched. Every property has a working default; set only what differs.</summary>
public sealed record WaitOptions
{
    /// <summary>
    /// The longest wait. Default: <see langword="null"/>, the limit of the condition (see <see cref="WorkspaceCondition"/>), and none for a
    /// watch. Bounds: more than zero and at most 30 days, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit. When it
    /// passes, the wait ends in a <see cref="BrevWaitException"/>.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// The pause between two looks, changed at random by up to a fifth so that many programs do not ask at the same moment. Default: 5
    /// seconds, as in the brev CLI. Bounds: more than zero and at most one hour.
    /// </summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long looks may fail for passing reasons in a row (no connection, 429, 5xx, a broken answer, an identity provider that is down)
    /// before the wait ends. Default: 5 minutes. Bounds: zero, which ends it at the first failure, to one day.
    /// </summary>
    public TimeSpan MaximumOutage { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long a running machine may be without any build status while <see cref="WorkspaceCondition.Ready"/> is waited for, before the
    /// build counts as never started. Default: 5 minutes. Bounds: more than zero and at most one day.
    /// </summary>
    public TimeSpan BuildStartTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether <see cref="WorkspaceCondition.SshReachable"/> also wants a real TCP connection to the SSH port. Default:
    /// <see langword="false"/>. Only a connection proves that SSH gets through; set it when nothing but Brev's API is in the way of this
    /// program, such as a firewall.
    /// </summary>
    public bool TestConnection { get; init; }

    /// <summary>
    /// The workspace as it was before what is waited for was asked for. With <see cref="WorkspaceCondition.Deleted"/>: when a deletion that
    /// has failed is asked for once more, the failed task of the first one stays in sight for a moment, and this tells the two apart; pass
    /// <see cref="BrevWaitException.LastWorkspace"/> of the first wait. With the conditions of a machine that comes up, and for a watch,
    /// pass what the create returned: a workspace that is not found in the first minute after it counts as late instead of missing. Its
    /// organization also settles a 404 that is not in Brev's own words, by a list that is not empty; otherwise such a 404 is a passing
    /// failure. The overloads that take a workspace set this. Default: <see langword="null"/>; a failed task is then taken for that of the
    /// deletion that is waited for, and a workspace that is not found does not exist.
    /// </summary>
    public Workspace? Before { get; init; }
}
