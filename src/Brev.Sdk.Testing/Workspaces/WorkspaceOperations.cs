using System.Net;
using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.Workspaces;

/// <summary>The life of workspaces, of the tag Workspaces.</summary>
internal sealed class WorkspaceOperations(WorkspaceStore workspaces, FakeOrganizations organizations, WorkspaceRules rules)
{
    public void AddTo(OperationTable table)
    {
        table.Add("ListWorkspaces", List);
        table.Add("CreateWorkspace", Create);
        table.Add("GetWorkspace", call => WithWorkspace(call, static (_, _) => null));
        table.Add("UpdateWorkspace", call => WithWorkspace(call, (record, now) => Update(call, record, now)));
        table.Add("DeleteWorkspace", call => WithWorkspace(call, Delete, HttpStatusCode.Accepted));
        table.Add("StartWorkspace", call => WithWorkspace(call, Start));
        table.Add("StopWorkspace", call => WithWorkspace(call, Stop));
        table.Add("ResetWorkspace", call => WithWorkspace(call, Reset));
    }

    private FakeAnswer List(OperationCall call)
    {
        var id = call.Route("organizationId");
        return organizations.Refuse(call, id) ?? workspaces.WithOrganization(id, static (records, now) =>
            FakeAnswer.Json(new JsonArray([.. records.Select(record => WorkspaceBody.Write(record, now))])));
    }

    private FakeAnswer Create(OperationCall call)
    {
        var id = call.Route("organizationId");
        if ((organizations.Refuse(call, id) ?? rules.Refuse(call) ?? workspaces.RefuseWithoutCredits(id)) is { } refusal)
        {
            return refusal;
        }

        return workspaces.Create(id, call.UserId, call.Body, rules.FindDeployFailure(call)) is { } body
            ? FakeAnswer.Json(body, HttpStatusCode.Created)
            : Duplicate(call.Text("name"));
    }

    private FakeAnswer? Update(OperationCall call, WorkspaceRecord record, DateTimeOffset now)
    {
        if (call.Text("name") is { } name && workspaces.Find(record.OrganizationId, name) is { } holder && holder != record)
        {
            return Duplicate(name);
        }

        // A member that does not come stays as it was, although the method is PUT.
        foreach (var (member, value) in call.Body)
        {
            record.Request[member] = value?.DeepClone();
        }

        record.IsStoppable = workspaces.ReadStoppable(record);
        record.UpdatedOn = now;
        return null;
    }

    private FakeAnswer? Delete(WorkspaceRecord record, DateTimeOffset now)
    {
        if (record.Life.Status(now) != WorkspaceStatus.Deleting)
        {
            workspaces.Delete(record, now);
            record.UpdatedOn = now;
        }

        return null;
    }

    /// <summary>What the real server answers to a start in a wrong state is not known; here it is an error, save for a start that is under
    /// way or done.</summary>
    private FakeAnswer? Start(WorkspaceRecord record, DateTimeOffset now)
    {
        var status = record.Life.Status(now);
        if (status == WorkspaceStatus.Running || status == WorkspaceStatus.Starting)
        {
            return null;
        }

        return status == WorkspaceStatus.Stopped
            ? workspaces.RefuseWithoutCredits(record.OrganizationId) ?? Begin(record, now, (_, _) => workspaces.Start(record, now))
            : WrongStatus("started", status);
    }

    /// <summary>As for a start: a stop that is under way or done may be repeated.</summary>
    private FakeAnswer? Stop(WorkspaceRecord record, DateTimeOffset now)
    {
        var status = record.Life.Status(now);
        if (status == WorkspaceStatus.Stopped || status == WorkspaceStatus.Stopping)
        {
            return null;
        }

        return status != WorkspaceStatus.Running ? WrongStatus("stopped", status)
            : record.IsStoppable != true ? ErrorBodies.Invalid($"instance type {record.InstanceType} cannot be stopped")
            : Begin(record, now, record.Life.Stop);
    }

    private FakeAnswer? Reset(WorkspaceRecord record, DateTimeOffset now)
    {
        var status = record.Life.Status(now);
        return status == WorkspaceStatus.Running || status == WorkspaceStatus.Failure
            ? Begin(record, now, record.Life.Deploy)
            : WrongStatus("reset", status);
    }

    private FakeAnswer? Begin(WorkspaceRecord record, DateTimeOffset now, Action<WorkspaceTimes, DateTimeOffset> begin)
    {
        begin(workspaces.Times, now);
        record.UpdatedOn = now;
        return null;
    }

    private static FakeAnswer Duplicate(string? name) => ErrorBodies.Invalid($"duplicate workspace with name {name}");

    private static FakeAnswer WrongStatus(string what, WorkspaceStatus status) =>
        ErrorBodies.Invalid($"workspace cannot be {what} while it is {status}");

    /// <summary>Does something to a workspace and answers it as it then is, unless what was done refuses.</summary>
    private FakeAnswer WithWorkspace(
        OperationCall call, Func<WorkspaceRecord, DateTimeOffset, FakeAnswer?> act, HttpStatusCode status = HttpStatusCode.OK) =>
        workspaces.With(call.Route("workspaceId"), (record, now) =>
            record is null ? ErrorBodies.NotFound("workspace")
            : organizations.Refuse(call, record.OrganizationId)
                ?? act(record, now) ?? FakeAnswer.Json(WorkspaceBody.Write(record, now), status));
}
