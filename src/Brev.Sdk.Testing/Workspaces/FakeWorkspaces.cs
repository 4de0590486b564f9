using System.Net;
using Brev.Sdk.Testing.Http;
using Brev.Sdk.Testing.Workspaces;

namespace Brev.Sdk.Testing;

/// <summary>
/// The workspaces of the fake. Their state is a question of time: a deployment that takes 25 minutes is done when
/// <see cref="FakeBrev.Clock"/> has moved by 25 minutes.
/// The times apply to what begins after they were set. Thread-safe.
/// </summary>
public sealed class FakeWorkspaces
{
    private readonly TimeProvider _clock;
    private readonly FakeOrganizations _organizations;
    private readonly FakeUsers _users;
    private readonly FakeInstanceTypes _instanceTypes;
    private readonly FakeRequests _requests;
    private readonly FakeBilling _billing;
    private readonly WorkspaceSsh _ssh = new();

    internal FakeWorkspaces(
        TimeProvider clock, FakeOrganizations organizations, FakeUsers users, FakeInstanceTypes instanceTypes, FakeRequests requests,
        FakeBilling billing)
    {
        _requests = requests;
        _billing = billing;
        _clock = clock;
        _organizations = organizations;
        _users = users;
        _instanceTypes = instanceTypes;
        Store = new WorkspaceStore(
            clock, instanceTypes, billing, _ssh, () => new(DeployTime, SshTime, BuildTime, StartTime, StopTime, DeleteTime));
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

    /// <summary>
    /// Where the SSH port of every workspace really leads, for a test that serves SSH itself; <see cref="SetSsh"/> is for one alone.
    /// Default: <see langword="null"/>, a port of Brev's relay that no test can connect
    /// to. A change shows in the next answer, as when an address changes while a machine comes up.
    /// </summary>
    public DnsEndPoint? SshEndpoint
    {
        get => _ssh.Endpoint;
        set => _ssh.Endpoint = value;
    }

    /// <summary>
    /// The user that SSH access is for. Default: <c>ubuntu</c>. An SSH server of a test may know only <see cref="Environment.UserName"/>.
    /// </summary>
    public string SshUser
    {
        get => _ssh.User;
        set => _ssh.User = value;
    }

    /// <summary>
    /// Whether workspaces are labelled to take certificates, which <see cref="FakeBrev.SshCertificateAuthority"/> signs, instead of the
    /// account's key (<see cref="FakeUsers.SetSshKey"/>). Default: <see langword="true"/>.
    /// </summary>
    public bool SshTakesCertificates
    {
        get => _ssh.TakesCertificates;
        set => _ssh.TakesCertificates = value;
    }

    /// <summary>The name under which Cloudflare's program reaches every workspace. Default: empty, a direct way.</summary>
    public string SshProxyHostname
    {
        get => _ssh.ProxyHostname;
        set => _ssh.ProxyHostname = value;
    }

    /// <summary>Every workspace that still exists, oldest first.</summary>
    public IReadOnlyList<Workspace> All => Store.WithAll((records, _) => records.ConvertAll(Read));

    /// <summary>Every workspace that still exists, and how it is reached.</summary>
    internal IReadOnlyList<(Workspace Workspace, WorkspaceSsh Ssh)> Reached =>
        Store.WithAll((records, _) => records.ConvertAll(record => (Read(record), record.Ssh)));

    /// <summary>What the operations of the control plane work on.</summary>
    internal WorkspaceStore Store { get; }

    /// <summary>Adds a workspace, as if it had been created before the test.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="status">The status it is in; one that passes has just begun. <see langword="null"/> for <c>RUNNING</c>, built and
    /// reachable.</param>
    /// <param name="organizationId">Its organization; <see langword="null"/> for <see cref="FakeOrganizations.Default"/>.</param>
    /// <param name="userId">Who created it; <see langword="null"/> for <see cref="FakeUsers.Current"/>.</param>
    /// <param name="instanceType">Its type, one of <see cref="FakeInstanceTypes"/>.</param>
    /// <exception cref="ArgumentException">The name is taken, or the status is none that the fake knows.</exception>
    /// <exception cref="KeyNotFoundException">The fake does not offer the instance type.</exception>
    public Workspace Add(
        string name, WorkspaceStatus? status = null, string? organizationId = null, string? userId = null,
        string instanceType = FakeInstanceTypes.DefaultType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        organizationId ??= _organizations.Default.Id!;
        userId ??= _users.Current.Id!;
        var record = Store.Add(
            organizationId, userId, WorkspaceRequestBody.Minimal(name, _instanceTypes.Get(instanceType)),
            (times, now) => WorkspaceLife.In(status ?? WorkspaceStatus.Running, times, now));
        return record is null
            ? throw new ArgumentException($"The organization has a workspace '{name}' already.", nameof(name)) : Read(record);
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
    public void FailNextDeploy(string reason) => Store.Plan(next => next.DeployFailure = reason);

    /// <summary>Has the next workspace that is started end in <c>FAILURE</c> when the time of its start has passed, as when a cloud has no
    /// capacity.</summary>
    /// <param name="reason">The text of <c>statusMessage</c>.</param>
    public void FailNextStart(string reason) => Store.Plan(next => next.StartFailure = reason);

    /// <summary>
    /// Has the set-up of a workspace fail: it runs, but its build status is <c>CREATE_FAILED</c> until it is reset. SSH still opens, as has
    /// been seen on the real server.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public void FailBuild(string workspaceId) => Change(workspaceId, static record => record.Life.Build = BuildCourse.Fails);

    /// <summary>Has the set-up of the next workspace that is created fail: see <see cref="FailBuild"/>.</summary>
    public void FailNextBuild() => Store.Plan(static next => next.Build = BuildCourse.Fails);

    /// <summary>
    /// Has the set-up of the next workspace that is created never start: it runs, but has no build status, however long one waits, until it
    /// is reset. Seen on the real server after a create whose answer broke off.
    /// </summary>
    public void NeverStartNextBuild() => Store.Plan(static next => next.Build = BuildCourse.NeverStarts);

    /// <summary>
    /// Has the next creates be refused because the cloud has no capacity. Nothing is created. The status of the real refusal is not known;
    /// here it is 409.
    /// </summary>
    /// <param name="times">How many.</param>
    public void RefuseNextCreateForCapacity(int times = 1) => _requests.FailNext("CreateWorkspace", NoCapacity, times);

    /// <summary>Has the next starts be refused because the cloud has no capacity. The workspace stays stopped. The status of the real
    /// refusal is not known; here it is 409.</summary>
    /// <param name="times">How many.</param>
    public void RefuseNextStartForCapacity(int times = 1) => _requests.FailNext("StartWorkspace", NoCapacity, times);

    /// <summary>Has the answer to the next create leave the caller in doubt about what has happened.</summary>
    /// <param name="fault">What the caller sees.</param>
    /// <param name="isCreated">Whether the workspace is created nevertheless.</param>
    public void LoseNextCreate(FakeCreateFault fault, bool isCreated)
    {
        var failure = fault switch
        {
            FakeCreateFault.ServerError => new FakeFailure(HttpStatusCode.InternalServerError),
            FakeCreateFault.Reset => FakeFailure.BrokenConnection,
            FakeCreateFault.CutAnswer => new FakeFailure(HttpStatusCode.Created) { Body = "{\"id\":\"ws" },
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "The fault is not one of FakeCreateFault."),
        };
        if (isCreated)
        {
            _requests.LoseNextAnswer("CreateWorkspace", failure);
        }
        else
        {
            _requests.FailNext("CreateWorkspace", failure);
        }
    }

    /// <summary>
    /// Lets the credits of an organization run out: machines that can be stopped are stopped, the others are deleted, and creates and
    /// starts are refused until <see cref="FakeBilling.SetBalance"/> gives it something to spend again. What is being deleted already, and
    /// what has failed and costs nothing, stays as it is.
    /// </summary>
    /// <param name="organizationId">The organization; <see langword="null"/> for <see cref="FakeOrganizations.Default"/>.</param>
    public void RunOutOfCredits(string? organizationId = null)
    {
        organizationId ??= _organizations.Default.Id!;
        _billing.SetBalance(organizationId, 0);
        Store.EndForCredits(organizationId);
    }

    /// <summary>Has the next deletion fail: when its time has passed, the workspace is back as <c>STOPPED</c>, without a word
    /// why.</summary>
    public void FailNextDelete() => Store.Plan(static next => next.DeletionFails = true);

    /// <summary>Makes a workspace report <c>UNHEALTHY</c> whenever it runs, until it is reset.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public void MakeUnhealthy(string workspaceId) => Change(workspaceId, static record => record.Life.Health = HealthStatus.Unhealthy);

    /// <summary>
    /// Makes a workspace report <c>HEALTHY</c> whenever it runs, until it is reset, also when its set-up has failed
    /// (<see cref="FailBuild"/>): both at once have been seen on the real server.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public void MakeHealthy(string workspaceId) => Change(workspaceId, static record => record.Life.Health = HealthStatus.Healthy);

    /// <summary>Has one workspace reached by SSH in a way of its own from now on, for a test with several servers.</summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="endpoint">Where its SSH port really leads.</param>
    /// <param name="user">The user that access is for; <see langword="null"/> for <see cref="SshUser"/>.</param>
    /// <param name="takesCertificates">
    /// Whether it takes certificates; <see langword="null"/> for <see cref="SshTakesCertificates"/>.
    /// </param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public void SetSsh(string workspaceId, DnsEndPoint endpoint, string? user = null, bool? takesCertificates = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        Change(workspaceId, record => record.Ssh = new WorkspaceSsh
        {
            Endpoint = endpoint, User = user ?? SshUser, TakesCertificates = takesCertificates ?? SshTakesCertificates,
        });
    }

    /// <summary>Shares a workspace with another member of its organization, who can then reach it by SSH as its creator does.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public void Share(string workspaceId, string userId) => Change(workspaceId, record => record.Share(userId));

    /// <summary>Takes a workspace away at once, without a call that asks for it.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public void Remove(string workspaceId) => Change(workspaceId, Store.Remove);

    private static FakeFailure NoCapacity { get; } = new(HttpStatusCode.Conflict)
    {
        Body = """{"errors":[{"type":"ConflictError","message":"no capacity for this instance type at the moment"}]}""",
    };

    private Workspace Read(WorkspaceRecord record) =>
        WorkspaceBody.Write(record, _clock.GetUtcNow()).Deserialize(FakeJsonContext.Default.Workspace)!;

    private void Change(string workspaceId, Action<WorkspaceRecord> change) => Change(workspaceId, record =>
    {
        change(record);
        return true;
    });

    private T Change<T>(string workspaceId, Func<WorkspaceRecord, T> change) => Store.With(workspaceId, (record, _) =>
        change(record ?? throw new KeyNotFoundException(
            $"The fake has no workspace '{workspaceId}', or no longer. Add it with Workspaces.Add or create it through a client.")));
}
