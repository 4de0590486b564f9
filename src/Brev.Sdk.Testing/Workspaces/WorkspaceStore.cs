using System.Text.Json.Nodes;
using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.Workspaces;

/// <summary>The workspaces that exist, and what becomes of them. One lock guards all of it.</summary>
/// <param name="clock">The clock of the fake.</param>
/// <param name="instanceTypes">What can be stopped.</param>
/// <param name="billing">Who can rent.</param>
/// <param name="ssh">How all of them are reached.</param>
/// <param name="times">How long what begins now takes.</param>
internal sealed class WorkspaceStore(
    TimeProvider clock, FakeInstanceTypes instanceTypes, FakeBilling billing, WorkspaceSsh ssh, Func<WorkspaceTimes> times)
{
    private readonly object _lock = new();
    private readonly List<WorkspaceRecord> _records = [];
    private readonly WorkspaceSituations _next = new();
    private int _number;

    public WorkspaceTimes Times => times();

    /// <summary>Plans what happens to the next workspace that is created, started or deleted.</summary>
    public void Plan(Action<WorkspaceSituations> plan)
    {
        lock (_lock)
        {
            plan(_next);
        }
    }

    /// <summary>Runs alone on every workspace that still exists, oldest first.</summary>
    public T WithAll<T>(Func<List<WorkspaceRecord>, DateTimeOffset, T> read)
    {
        lock (_lock)
        {
            return read([.. Existing()], clock.GetUtcNow());
        }
    }

    /// <summary>Runs alone on the workspaces of an organization that still exist.</summary>
    public T WithOrganization<T>(string organizationId, Func<List<WorkspaceRecord>, DateTimeOffset, T> read) =>
        WithAll((records, now) => read(records.FindAll(record => record.OrganizationId == organizationId), now));

    /// <summary>Runs alone on a workspace that still exists, otherwise with <see langword="null"/>.</summary>
    public T With<T>(string workspaceId, Func<WorkspaceRecord?, DateTimeOffset, T> change) =>
        WithAll((records, now) => change(records.Find(record => record.Id == workspaceId), now));

    /// <summary>The workspace of an organization that has a name, also while it is being deleted. Only what runs alone may ask.</summary>
    public WorkspaceRecord? Find(string organizationId, string name) =>
        Existing().FirstOrDefault(record => record.OrganizationId == organizationId && record.Name == name);

    /// <summary>Adds a workspace unless the name is taken, which gives <see langword="null"/>.</summary>
    public WorkspaceRecord? Add(
        string organizationId, string userId, JsonObject request, Func<WorkspaceTimes, DateTimeOffset, WorkspaceLife> begin)
    {
        lock (_lock)
        {
            if (Find(organizationId, request["name"]!.GetValue<string>()) is not null)
            {
                return null;
            }

            var now = clock.GetUtcNow();
            var record = new WorkspaceRecord($"ws{++_number:d7}", organizationId, userId, request, now, begin(Times, now), ssh);
            record.IsStoppable = ReadStoppable(record);
            _records.Add(record);
            return record;
        }
    }

    /// <summary>Creates a workspace as it is planned, unless the name is taken, which gives <see langword="null"/>.</summary>
    public JsonObject? Create(string organizationId, string userId, JsonObject request, string? failureReason)
    {
        lock (_lock)
        {
            var record = Add(organizationId, userId, request, (times, now) =>
            {
                var life = WorkspaceLife.Begin(times, now, _next.TakeDeployFailure() ?? failureReason);
                life.Build = _next.TakeBuild();
                return life;
            });
            return record is null ? null : WorkspaceBody.Write(record, clock.GetUtcNow());
        }
    }

    public void Start(WorkspaceRecord record, DateTimeOffset now) => record.Life.Start(Times, now, _next.TakeStartFailure());

    public void Delete(WorkspaceRecord record, DateTimeOffset now) => record.Life.Delete(Times, now, _next.TakeDeletionFails());

    public void Remove(WorkspaceRecord record) => _records.Remove(record);

    /// <summary>Why an organization cannot rent anything, or <see langword="null"/> when it can.</summary>
    public FakeAnswer? RefuseWithoutCredits(string organizationId) => billing.GetBalance(organizationId) > 0
        ? null
        : ErrorBodies.Invalid("You have run out of credits visit the settings page to purchase more");

    /// <summary>
    /// Ends all that an organization rents: what can be stopped is stopped, the rest is deleted. What is being deleted already, and what
    /// has failed and costs nothing, is left as it is.
    /// </summary>
    public void EndForCredits(string organizationId) => WithOrganization(organizationId, (records, now) =>
    {
        records.ForEach(record => EndForCredits(record, now));
        return true;
    });

    /// <summary>Whether the type of a workspace can be stopped, as the list of types says.</summary>
    public bool? ReadStoppable(WorkspaceRecord record) =>
        instanceTypes.Find(record.InstanceType, record.Text("cloudCredId"), record.Text("workspaceGroupId"))?.Stoppable;

    private void EndForCredits(WorkspaceRecord record, DateTimeOffset now)
    {
        var status = record.Life.Status(now);
        if (status == WorkspaceStatus.Deleting || status == WorkspaceStatus.Failure)
        {
            return;
        }

        if (record.IsStoppable != true)
        {
            record.Life.Delete(Times, now, fails: false);
        }
        else if (status != WorkspaceStatus.Stopped && status != WorkspaceStatus.Stopping)
        {
            record.Life.Stop(Times, now);
        }
    }

    private IEnumerable<WorkspaceRecord> Existing()
    {
        var now = clock.GetUtcNow();
        return _records.Where(record => !record.Life.IsGone(now));
    }
}
