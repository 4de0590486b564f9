namespace Brev.Sdk.Testing;

/// <summary>
/// The workspaces of the fake. Their state is a question of time: a deployment that takes 25 minutes is done when <see cref="FakeBrev.Clock"/> has moved by 25 minutes.
/// The times apply to what begins after they were set. Thread-safe.
/// </summary>
public sealed class FakeWorkspaces
{
    private readonly object _lock = new();
    private readonly List<WorkspaceRecord> _records = [];
    private readonly TimeProvider _clock;
    private readonly FakeOrganizations _organizations;
    private readonly FakeUsers _users;
    private readonly FakeInstanceTypes _instanceTypes;
    private int _number;
    private string? _nextDeployFailure;
    private string? _nextStartFailure;
    private bool _nextDeletionFails;

    internal FakeWorkspaces(TimeProvider clock, FakeOrganizations organizations, FakeUsers users, FakeInstanceTypes instanceTypes)
    {
        _clock = clock;
        _organizations = organizations;
        _users = users;
        _instanceTypes = instanceTypes;
    }

    /// <summary>From creation to <c>RUNNING</c>. Default: 100 seconds, as measured on AWS.</summary>
    public TimeSpan DeployTime { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>From creation to an open way in by SSH. Default: 220 seconds, as measured on AWS.</summary>
    public TimeSpan SshTime { get; set; } = TimeSpan.FromSeconds(220);

    /// <summary>From creation to the build status <c>COMPLETED</c>. Default: 10 minutes.</summary>
    public TimeSpan BuildTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>From a start to <c>RUNNING</c>. Default: 2 minutes.</summary>
    public TimeSpan StartTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>From a stop to <c>STOPPED</c>. Default: 1 minute.</summary>
    public TimeSpan StopTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>From a deletion to absence; the machine is gone after half of it. Default: 3 minutes.</summary>
    public TimeSpan DeleteTime { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>Every workspace that still exists, oldest first.</summary>
    public IReadOnlyList<Workspace> All
    {
        get
        {
            lock (_lock)
            {
                return [.. Existing().Select(Read)];
            }
        }
    }

    internal WorkspaceTimes Times => new(DeployTime, SshTime, BuildTime, StartTime, StopTime, DeleteTime);

    /// <summary>Adds a workspace, as if it had been created before the test.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="status">The status it is in; one that passes has just begun. <see langword="null"/> for <c>RUNNING</c>, built and reachable.</param>
    /// <param name="organizationId">Its organization; <see langword="null"/> for <see cref="FakeOrganizations.Default"/>.</param>
    /// <param name="userId">Who created it; <see langword="null"/> for <see cref="FakeUsers.Current"/>.</param>
    /// <param name="instanceType">Its type, one of <see cref="FakeInstanceTypes"/>.</param>
    /// <exception cref="ArgumentException">The name is taken, or the status is none that the fake knows.</exception>
    /// <exception cref="KeyNotFoundException">The fake does not offer the instance type.</exception>
    public Workspace Add(
        string name, WorkspaceStatus? status = null, string? organizationId = null, string? userId = null, string instanceType = FakeInstanceTypes.DefaultType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        organizationId ??= _organizations.Default.Id!;
        userId ??= _users.Current.Id!;
        lock (_lock)
        {
            if (IsTaken(organizationId, name))
            {
                throw new ArgumentException($"The organization has a workspace '{name}' already.", nameof(name));
            }

            var life = WorkspaceLife.In(status ?? WorkspaceStatus.Running, Times, _clock.GetUtcNow());
            return Read(Store(organizationId, userId, WorkspaceRequestBody.Minimal(name, _instanceTypes.Get(instanceType)), life));
        }
    }

    /// <summary>A workspace by its id.</summary>
    /// <exception cref="KeyNotFoundException">There is none, or it has been deleted.</exception>
    public Workspace Get(string workspaceId) => Change(workspaceId, Read);

    /// <summary>Ends a workspace in <c>FAILURE</c> now, as a cloud that has no capacity does.</summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="reason">The text of <c>statusMessage</c>.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public void Fail(string workspaceId, string reason) => Change(workspaceId, record => record.Life.Fail(reason, _clock.GetUtcNow()));

    /// <summary>Has the next workspace that is created end in <c>FAILURE</c> when the time of its deployment has passed.</summary>
    /// <param name="reason">The text of <c>statusMessage</c>.</param>
    public void FailNextDeploy(string reason)
    {
        lock (_lock)
        {
            _nextDeployFailure = reason;
        }
    }

    /// <summary>Has the next workspace that is started end in <c>FAILURE</c> when the time of its start has passed, as when a cloud has no capacity.</summary>
    /// <param name="reason">The text of <c>statusMessage</c>.</param>
    public void FailNextStart(string reason)
    {
        lock (_lock)
        {
            _nextStartFailure = reason;
        }
    }

    /// <summary>Has the set-up of a workspace fail: it runs, but its build status is <c>CREATE_FAILED</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public void FailBuild(string workspaceId) => Change(workspaceId, static record => record.Life.FailBuild());

    /// <summary>Has the next deletion fail: when its time has passed, the workspace is back as <c>STOPPED</c>, without a word why.</summary>
    public void FailNextDelete()
    {
        lock (_lock)
        {
            _nextDeletionFails = true;
        }
    }

    /// <summary>Makes a running workspace report <c>UNHEALTHY</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public void MakeUnhealthy(string workspaceId) => Change(workspaceId, static record => record.Life.IsUnhealthy = true);

    /// <summary>Ends what <see cref="MakeUnhealthy"/> began.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public void MakeHealthy(string workspaceId) => Change(workspaceId, static record => record.Life.IsUnhealthy = false);

    /// <summary>Shares a workspace with another account.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public void Share(string workspaceId, string userId) => Change(workspaceId, record => record.AdditionalUsers.Add(userId));

    /// <summary>Takes a workspace away at once, as nobody asked for.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public void Remove(string workspaceId) => Change(workspaceId, record => _records.Remove(record));

    /// <summary>Runs alone on the workspaces of an organization that still exist.</summary>
    internal T WithOrganization<T>(string organizationId, Func<IReadOnlyList<WorkspaceRecord>, DateTimeOffset, T> read)
    {
        lock (_lock)
        {
            return read([.. Existing().Where(record => record.OrganizationId == organizationId)], _clock.GetUtcNow());
        }
    }

    /// <summary>Runs alone on a workspace that still exists, otherwise with <see langword="null"/>.</summary>
    internal T With<T>(string workspaceId, Func<WorkspaceRecord?, DateTimeOffset, T> change)
    {
        lock (_lock)
        {
            return change(Existing().FirstOrDefault(record => record.Id == workspaceId), _clock.GetUtcNow());
        }
    }

    /// <summary>Creates a workspace unless the name is taken, which gives <see langword="null"/>.</summary>
    internal JsonObject? Create(string organizationId, string userId, JsonObject request, string? failureReason)
    {
        lock (_lock)
        {
            if (IsTaken(organizationId, request["name"]!.GetValue<string>()))
            {
                return null;
            }

            var now = _clock.GetUtcNow();
            var record = Store(organizationId, userId, request, WorkspaceLife.Begin(Times, now, _nextDeployFailure ?? failureReason));
            _nextDeployFailure = null;
            return WorkspaceBody.Write(record, now);
        }
    }

    internal void Start(WorkspaceRecord record, DateTimeOffset now)
    {
        record.Life.Start(Times, now, _nextStartFailure);
        _nextStartFailure = null;
    }

    /// <summary>Whether the type of a workspace can be stopped, as the list of types says.</summary>
    internal bool? ReadStoppable(WorkspaceRecord record) =>
        _instanceTypes.Find(record.InstanceType, record.Text("cloudCredId"), record.Text("workspaceGroupId"))?.Stoppable;

    internal void Delete(WorkspaceRecord record, DateTimeOffset now)
    {
        record.Life.Delete(Times, now, _nextDeletionFails);
        _nextDeletionFails = false;
    }

    private bool IsTaken(string organizationId, string name) =>
        Existing().Any(record => record.OrganizationId == organizationId && record.Name == name);

    private IEnumerable<WorkspaceRecord> Existing()
    {
        var now = _clock.GetUtcNow();
        return _records.Where(record => !record.Life.IsGone(now));
    }

    private WorkspaceRecord Store(string organizationId, string userId, JsonObject request, WorkspaceLife life)
    {
        var record = new WorkspaceRecord($"ws{++_number:d7}", organizationId, userId, request, _clock.GetUtcNow(), life);
        record.IsStoppable = ReadStoppable(record);
        _records.Add(record);
        return record;
    }

    private Workspace Read(WorkspaceRecord record) =>
        WorkspaceBody.Write(record, _clock.GetUtcNow()).Deserialize(FakeJsonContext.Default.Workspace)!;

    private void Change(string workspaceId, Action<WorkspaceRecord> change) => Change(workspaceId, record =>
    {
        change(record);
        return true;
    });

    private T Change<T>(string workspaceId, Func<WorkspaceRecord, T> change) => With(workspaceId, (record, _) =>
        change(record ?? throw new KeyNotFoundException($"The fake has no workspace '{workspaceId}', or no longer. Add it with Workspaces.Add or create it through a client.")));
}
