namespace Brev.Sdk.Testing.Workspaces;

/// <summary>
/// Where a workspace is in its life. Nothing happens by itself: what has been begun, and when, tells the state at any time that is asked
/// for.
/// The lock of <see cref="FakeWorkspaces"/> guards it.
/// </summary>
internal sealed class WorkspaceLife
{
    private WorkspaceActivity _activity;
    private DateTimeOffset _since;
    private WorkspaceTimes _times;
    private DateTimeOffset _reachableOn;
    private DateTimeOffset _builtOn;
    private bool _deletionFails;

    private WorkspaceLife(WorkspaceTimes times, DateTimeOffset now)
    {
        _times = times;
        Deploy(times, now);
    }

    /// <summary>Why the deployment or the start fails when its time has passed; <see langword="null"/> when it succeeds.</summary>
    public string? FailureReason { get; private set; }

    /// <summary>How its set-up goes. A start keeps what it has come to.</summary>
    public BuildCourse Build { get; set; }

    /// <summary>What a test has said of its health; <see langword="null"/> for what its set-up has made of it.</summary>
    public HealthStatus? Health { get; set; }

    private WorkspaceStatus Outcome => FailureReason is null ? WorkspaceStatus.Running : WorkspaceStatus.Failure;

    public static WorkspaceLife Begin(WorkspaceTimes times, DateTimeOffset now, string? failureReason) =>
        new(times, now) { FailureReason = failureReason };

    /// <summary>A life that has come to a status already; a status that passes has just begun.</summary>
    public static WorkspaceLife In(WorkspaceStatus status, WorkspaceTimes times, DateTimeOffset now)
    {
        var life = new WorkspaceLife(times, now - times.Deploy - times.Ssh - times.Build);
        var before = now - times.Stop - times.Delete;
        switch (status.ToString())
        {
            case "DEPLOYING": life.Deploy(times, now); break;
            case "STARTING": life.Start(times, now); break;
            case "STOPPING": life.Stop(times, now); break;
            case "STOPPED": life.Stop(times, before); break;
            case "DELETING": life.Delete(times, now, fails: false); break;
            case "FAILURE": life.Fail("deployment failed", now); break;
            case "RUNNING": break;
            default: throw new ArgumentException($"The fake cannot bring a workspace to the status '{status}'.", nameof(status));
        }

        return life;
    }

    /// <summary>Sets it up from the beginning: nothing of an earlier deployment is left.</summary>
    public void Deploy(WorkspaceTimes times, DateTimeOffset now)
    {
        Begin(WorkspaceActivity.Deploying, times, now);
        Build = BuildCourse.Succeeds;
        Health = null;
        _reachableOn = now + times.Ssh;
        _builtOn = now + times.Build;
    }

    public void Start(WorkspaceTimes times, DateTimeOffset now, string? failureReason = null)
    {
        Begin(WorkspaceActivity.Starting, times, now);
        _reachableOn = now + times.Start;
        FailureReason = failureReason;
    }

    public void Stop(WorkspaceTimes times, DateTimeOffset now) => Begin(WorkspaceActivity.Stopping, times, now);

    public void Delete(WorkspaceTimes times, DateTimeOffset now, bool fails)
    {
        Begin(WorkspaceActivity.Deleting, times, now);
        _deletionFails = fails;
    }

    /// <summary>Ends in failure now, whatever it was doing.</summary>
    public void Fail(string reason, DateTimeOffset now)
    {
        Begin(WorkspaceActivity.Deploying, _times, now - _times.Deploy);
        FailureReason = reason;
    }

    public bool IsGone(DateTimeOffset now) => _activity == WorkspaceActivity.Deleting && IsDone(now) && !_deletionFails;

    /// <summary>Whether a deletion has failed and brought the record back.</summary>
    public bool IsReverted(DateTimeOffset now) => _activity == WorkspaceActivity.Deleting && IsDone(now) && _deletionFails;

    /// <summary>Whether the machine of a workspace that is being deleted is gone: the first half of the work.</summary>
    public bool IsTerminated(DateTimeOffset now) => _activity == WorkspaceActivity.Deleting && now >= _since + (_times.Delete / 2);

    public bool IsReachable(DateTimeOffset now) => Status(now) == WorkspaceStatus.Running && now >= _reachableOn;

    public bool IsBuilt(DateTimeOffset now) => now >= _builtOn && Build == BuildCourse.Succeeds;

    public WorkspaceStatus Status(DateTimeOffset now) => _activity switch
    {
        WorkspaceActivity.Deploying => IsDone(now) ? Outcome : WorkspaceStatus.Deploying,
        WorkspaceActivity.Starting => IsDone(now) ? Outcome : WorkspaceStatus.Starting,
        WorkspaceActivity.Stopping => IsDone(now) ? WorkspaceStatus.Stopped : WorkspaceStatus.Stopping,
        _ => IsReverted(now) ? WorkspaceStatus.Stopped : WorkspaceStatus.Deleting,
    };

    private bool IsDone(DateTimeOffset now) => now >= _since + (_activity switch
    {
        WorkspaceActivity.Deploying => _times.Deploy,
        WorkspaceActivity.Starting => _times.Start,
        WorkspaceActivity.Stopping => _times.Stop,
        _ => _times.Delete,
    });

    private void Begin(WorkspaceActivity activity, WorkspaceTimes times, DateTimeOffset now)
    {
        _activity = activity;
        _times = times;
        _since = now;
        _deletionFails = false;
        FailureReason = null;
    }
}
