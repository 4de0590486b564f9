using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Brev.Sdk.Tests.Endpoints;

namespace Brev.Sdk.Tests.Serialization;

/// <summary>Members of a create that do nothing any more, by the documentation of the members themselves.</summary>
public sealed class DeadMemberTests
{
    private static readonly string[] Dead =
    [
        "applications", "architecture", "containerImage", "dontCheckSSHKeys", "execs", "image", "region", "repos", "retryFor", "spot",
        "startupScript", "tunnel", "verbYaml", "version", "vmOnlyMode",
    ];

    /// <summary>Words with which the description of a member says that it is dead.</summary>
    private static readonly string[] WordsOfTheDead =
        ["gnored by", "old generation", "first generation", "no effect", "clients of 2024", "servers of 2024", "leftover", "not sent by"];

    private static JsonObject Described =>
        OpenApiDocumentFile.Root["components"]!["schemas"]![nameof(CreateWorkspaceRequest)]!["properties"]!.AsObject();

    private static IEnumerable<(string Name, string Text)> Obsolete =>
        from property in typeof(CreateWorkspaceRequest).GetProperties()
        let obsolete = property.GetCustomAttribute<ObsoleteAttribute>()
        where obsolete is not null
        select (property.Name, obsolete.Message ?? "");

    [Fact]
    public void Every_dead_member_of_a_create_is_obsolete_and_no_other_is() =>
        Assert.Equal(
            Dead.Order(StringComparer.OrdinalIgnoreCase),
            Obsolete.Select(static member => char.ToLowerInvariant(member.Name[0]) + member.Name[1..])
                .Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);

    [Fact]
    public void What_the_document_says_is_dead_is_deprecated_there() =>
        Assert.Equal(
            Dead,
            Described.Where(static member => Array.Exists(WordsOfTheDead, Description(member.Value).Contains))
                .Select(static member => member.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void What_is_obsolete_says_what_to_use() =>
        Assert.All(Obsolete, static member => Assert.Matches("(use `|use an `|leave it out, )", member.Text));

    [Fact]
    public void What_is_to_be_used_instead_is_alive()
    {
        var named = Obsolete.SelectMany(static member => Regex.Matches(member.Text, "(?<=use (an )?`)[a-zA-Z0-9]+"))
            .Select(static match => match.Value).Distinct(StringComparer.Ordinal).ToList();

        Assert.Contains("vmBuild", named);
        Assert.All(named, static name => Assert.True(Described[name] is JsonObject member && !member.ContainsKey("deprecated"), name));
    }

    private static string Description(JsonNode? member) => member!["description"]!.GetValue<string>();
}
