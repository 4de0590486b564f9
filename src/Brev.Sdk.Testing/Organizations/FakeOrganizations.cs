using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing;

/// <summary>
/// The organizations of the fake. It starts with one, whose member and administrator is <see cref="FakeUsers.Current"/>. Thread-safe.
/// </summary>
public sealed class FakeOrganizations
{
    private readonly object _lock = new();
    private readonly List<Organization> _organizations = [];
    private readonly HashSet<(string OrganizationId, string UserId)> _members = [];
    private readonly FakeUsers _users;
    private int _number;

    internal FakeOrganizations(FakeUsers users)
    {
        _users = users;
        Default = Add("dev-hq", users.Current.Id!);
    }

    /// <summary>The organization that the fake starts with.</summary>
    public Organization Default { get; }

    /// <summary>Every organization, oldest first.</summary>
    public IReadOnlyList<Organization> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _organizations];
            }
        }
    }

    /// <summary>Adds an organization.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="memberIds">Its members, user ids. Only members see it.</param>
    public Organization Add(string name, params string[] memberIds)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(memberIds);
        lock (_lock)
        {
            var organization = new Organization { Id = $"organization-{++_number}", Name = name, UserNetworkId = "" };
            _organizations.Add(organization);
            foreach (var memberId in memberIds)
            {
                _members.Add((organization.Id, memberId));
            }

            return organization;
        }
    }

    /// <summary>Makes an account a member.</summary>
    public void AddMember(string organizationId, string userId)
    {
        Get(organizationId);
        lock (_lock)
        {
            _members.Add((organizationId, userId));
        }
    }

    /// <summary>Adds new accounts and makes them members, for lists of many pages.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="count">How many.</param>
    /// <returns>The accounts.</returns>
    /// <exception cref="KeyNotFoundException">There is no such organization.</exception>
    public IReadOnlyList<User> AddMembers(string organizationId, int count)
    {
        Get(organizationId);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var members = Enumerable.Range(1, count).Select(number => _users.Add($"{organizationId}-member-{number}")).ToArray();
        foreach (var member in members)
        {
            AddMember(organizationId, member.Id!);
        }

        return members;
    }

    /// <summary>Ends a membership; the account no longer sees the organization.</summary>
    public void RemoveMember(string organizationId, string userId)
    {
        lock (_lock)
        {
            _members.Remove((organizationId, userId));
        }
    }

    /// <summary>The user ids of the members of an organization.</summary>
    public IReadOnlyList<string> MembersOf(string organizationId)
    {
        lock (_lock)
        {
            return [.. _members.Where(member => member.OrganizationId == organizationId).Select(static member => member.UserId).Order(
                StringComparer.Ordinal)];
        }
    }

    /// <summary>An organization by its id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Organization Get(string organizationId) =>
        Find(organizationId)
            ?? throw new KeyNotFoundException($"The fake has no organization '{organizationId}'. Add it with Organizations.Add.");

    internal Organization? Find(string organizationId)
    {
        lock (_lock)
        {
            return _organizations.Find(organization => organization.Id == organizationId);
        }
    }

    /// <summary>The organizations of a member.</summary>
    internal IReadOnlyList<Organization> Of(string userId)
    {
        lock (_lock)
        {
            return _organizations.FindAll(organization => _members.Contains((organization.Id!, userId)));
        }
    }

    internal bool IsMember(string organizationId, string userId)
    {
        lock (_lock)
        {
            return _members.Contains((organizationId, userId));
        }
    }

    /// <summary>Why the caller may not use the organization, or <see langword="null"/> when it may.</summary>
    internal FakeAnswer? Refuse(OperationCall call, string organizationId) =>
        Find(organizationId) is null ? ErrorBodies.NotFound("organization")
        : !IsMember(organizationId, call.UserId) || (call.ApiKeyOrganizationId ?? organizationId) != organizationId ? ErrorBodies.Forbidden
        : null;
}
