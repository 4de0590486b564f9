using System.Runtime.ExceptionServices;
using Brev.Sdk.Organizations;

namespace Brev.Sdk.Machines;

/// <summary>Puts together what an organization has, from the list of workspaces and the list of nodes.</summary>
internal sealed class MachineOverview(BrevClient client, string organizationId)
{
    private const string NodeStatusPrefix = "NETWORK_MEMBER_STATUS_";

    public async Task<IReadOnlyList<Workspace>> FindWorkspacesAsync(
        string? nameOrId, MachineScope scope, CancellationToken cancellationToken)
    {
        var me = scope == MachineScope.Mine ? await SignedInUser.FindIdAsync(client, cancellationToken).ConfigureAwait(false)
            ?? throw OwnerUnknown() : null;
        var all = await client.ListWorkspacesAsync(organizationId, cancellationToken).ConfigureAwait(false);
        return [.. all.OfType<Workspace>().Where(workspace =>
            (nameOrId is null || workspace.Id == nameOrId || workspace.Name == nameOrId) && (me is null || IsMine(workspace, me)))];
    }

    /// <summary>The two lists come from different services: when one fails, the other is worth having.</summary>
    public async Task<MachineCollection> ListAsync(MachineScope scope, CancellationToken cancellationToken)
    {
        var me = scope == MachineScope.Mine
            ? await SignedInUser.FindIdAsync(client, cancellationToken).ConfigureAwait(false) ?? throw OwnerUnknown()
            : await TryFindMeAsync(cancellationToken).ConfigureAwait(false);
        var missing = new Dictionary<MachineKind, BrevException>();
        var workspaces = await TryListAsync(
            MachineKind.Workspace, () => DescribeWorkspacesAsync(me, cancellationToken), missing).ConfigureAwait(false);
        var nodes = await TryListAsync(MachineKind.Node, () => DescribeNodesAsync(me, cancellationToken), missing).ConfigureAwait(false);
        if (workspaces is null && nodes is null)
        {
            ExceptionDispatchInfo.Throw(missing[MachineKind.Workspace]);
        }

        Machine[] machines = [.. (workspaces ?? []).Concat(nodes ?? [])
            .Where(machine => scope == MachineScope.Everybody || machine.IsMine == true)
            .OrderBy(static machine => machine.Kind)
            .ThenBy(static machine => machine.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(static machine => machine.Id, StringComparer.Ordinal)];
        return new MachineCollection(machines, missing);
    }

    /// <summary>In a list of everybody's it only tells which are the caller's.</summary>
    private async Task<string?> TryFindMeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await SignedInUser.FindIdAsync(client, cancellationToken).ConfigureAwait(false);
        }
        catch (BrevException exception) when (exception is not BrevLoginRequiredException)
        {
            return null;
        }
    }

    private static async Task<IReadOnlyList<Machine>?> TryListAsync(
        MachineKind kind, Func<Task<IReadOnlyList<Machine>>> list, Dictionary<MachineKind, BrevException> missing)
    {
        try
        {
            return await list().ConfigureAwait(false);
        }
        catch (BrevException exception) when (exception is not BrevLoginRequiredException)
        {
            missing[kind] = exception;
            return null;
        }
    }

    private async Task<IReadOnlyList<Machine>> DescribeWorkspacesAsync(string? me, CancellationToken cancellationToken)
    {
        var workspaces = await client.ListWorkspacesAsync(organizationId, cancellationToken).ConfigureAwait(false);
        var owners = workspaces.Count > 0 ? await ListOwnersAsync(cancellationToken).ConfigureAwait(false) : [];
        var now = client.TimeProvider.GetUtcNow();
        return [.. workspaces.OfType<Workspace>().Select(workspace => Describe(workspace, me, owners, now))];
    }

    private async Task<IReadOnlyList<Machine>> DescribeNodesAsync(string? me, CancellationToken cancellationToken)
    {
        var request = new ListNodesRequest { OrganizationId = organizationId };
        var nodes = await client.ListNodesAsync(request, cancellationToken).ConfigureAwait(false);
        return [.. nodes.Items.OfType<ExternalNode>().Select(node => Describe(node, me))];
    }

    private static bool IsMine(Workspace workspace, string me) =>
        workspace.CreatedByUserId == me || workspace.AdditionalUsers.Contains(me, StringComparer.Ordinal);

    private static Machine Describe(Workspace workspace, string? me, Dictionary<string, MachineOwner> owners, DateTimeOffset now) => new()
    {
        Id = workspace.Id ?? "",
        Name = workspace.Name ?? "",
        Kind = MachineKind.Workspace,
        Status = workspace.Status?.Value ?? "",
        Owner = workspace.CreatedByUserId is { Length: > 0 } owner ? owners.GetValueOrDefault(owner) ?? new MachineOwner(owner) : null,
        IsMine = me is null ? null : IsMine(workspace, me),
        CreatedAt = workspace.CreatedAt,
        Age = workspace.CreatedAt is { } created ? TimeSpan.FromTicks(Math.Max(0, (now - created).Ticks)) : null,
        Type = workspace.InstanceType ?? "",
        Workspace = workspace,
    };

    private static Machine Describe(ExternalNode node, string? me) => new()
    {
        Id = node.ExternalNodeId ?? "",
        Name = node.Name ?? "",
        Kind = MachineKind.Node,
        Status = node.ConnectivityInfo?.Status?.Value is { } status ? StatusOf(status) : "",
        IsMine = me is null ? null : node.SshAccess.Any(access => access?.UserId == me),
        Type = node.NodeSpec?.ProductName ?? "",
        Node = node,
    };

    private static string StatusOf(string status) =>
        status == NetworkMemberStatus.Unspecified.Value ? ""
        : status.StartsWith(NodeStatusPrefix, StringComparison.Ordinal) ? status[NodeStatusPrefix.Length..]
        : status;

    private static BrevException OwnerUnknown() => new(
        "Which machines are yours cannot be told: an API key does not say whose it is. "
        + $"Ask for {nameof(MachineScope)}.{nameof(MachineScope.Everybody)}, or sign in with `brev login`.");

    /// <summary>
    /// Names are a comfort: without the right to list the members, at a server that does not know the operation, or when the list fails in
    /// another way, machines keep their owners' ids.
    /// </summary>
    private async Task<Dictionary<string, MachineOwner>> ListOwnersAsync(CancellationToken cancellationToken)
    {
        var owners = new Dictionary<string, MachineOwner>(StringComparer.Ordinal);
        try
        {
            var request = new ListOrganizationMembersRequest { OrganizationId = organizationId };
            await foreach (var member in client.EnumerateOrganizationMembersAsync(request, cancellationToken).ConfigureAwait(false))
            {
                if (!string.IsNullOrEmpty(member.UserId))
                {
                    owners[member.UserId] = new MachineOwner(member.UserId, OrNull(member.DisplayName), OrNull(member.DefaultEmail));
                }
            }
        }
        catch (BrevException exception) when (exception is not BrevLoginRequiredException)
        {
            return owners;
        }

        return owners;
    }

    private static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
