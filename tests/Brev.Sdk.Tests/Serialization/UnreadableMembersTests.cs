using System.Text.Json;
using Brev.Sdk.Serialization;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Serialization;

/// <summary>What a client says in its log about members of answers that it cannot read.</summary>
public sealed class UnreadableMembersTests : IDisposable
{
    private const int MemberUnreadable = 32;

    private readonly CollectedLog _log = new();

    private JsonSerializerOptions Options => field ??=
        BrevJson.With(new ContractsResolver { UnreadableMember = new UnreadableMembers(_log).Add });

    public void Dispose() => _log.Dispose();

    [Fact]
    public void A_member_that_cannot_be_read_in_five_hundred_workspaces_is_logged_once()
    {
        var body = $"[{string.Join(',', Enumerable.Range(0, 500).Select(index => $$"""{"id":"{{index}}","sshPort":"many"}"""))}]";

        var workspaces = JsonSerializer.Deserialize<IReadOnlyList<Workspace>>(body, Options)!;

        Assert.Equal(Enumerable.Range(0, 500).Select(index => $"{index}"), workspaces.Select(workspace => workspace.Id));
        Assert.Equal(1, _log.Count(MemberUnreadable));
        Assert.Contains(
            "'sshPort' of Workspace", _log.Entries.Single(entry => entry.Event == MemberUnreadable).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_value_that_cannot_be_read_is_not_in_the_log()
    {
        JsonSerializer.Deserialize<Workspace>("""{"sshPort":"canary-value"}""", Options);
        Assert.DoesNotContain(_log.Entries, entry => entry.Text.Contains("canary-value", StringComparison.Ordinal));
    }
}
