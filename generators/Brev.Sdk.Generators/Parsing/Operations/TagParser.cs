using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Puts operations under the interfaces of their tags.</summary>
internal sealed class TagParser(OpenApiDocument document, ServerParser servers, TypeNames types, ProblemLog problems)
{
    public IEnumerable<TagSpec> Parse(IReadOnlyList<OperationSpec> operations)
    {
        var tags = new NameScope(StringComparer.OrdinalIgnoreCase).Assign(
            operations.Select(operation => operation.Tag),
            Naming.Pascal,
            (tag, given) => problems.Add(ProblemIds.NameCollision, "/tags", tag, given));
        return operations.GroupBy(operation => (operation.Tag, operation.Server))
            .OrderBy(group => group.Key.Tag, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Server, StringComparer.Ordinal)
            .Select(group => new TagSpec(
                types.TagInterface(
                    Prefix(group.Key.Tag, group.Key.Server, operations) + tags[group.Key.Tag],
                    $"{group.Key.Tag} {group.Key.Server}"),
                group.Key.Server,
                group.Key.Tag,
                Description(group.Key.Tag),
                new(group.OrderBy(operation => operation.Id, StringComparer.Ordinal))))
            .OrderBy(tag => tag.InterfaceName, StringComparer.Ordinal);
    }

    /// <summary>A tag of several servers carries the name of each but the first in front.</summary>
    private string Prefix(string tag, string server, IEnumerable<OperationSpec> operations) =>
        server != servers.First && operations.Any(operation => operation.Tag == tag && operation.Server != server)
            ? ServerParser.TrimApi(server)
            : "";

    private string Description(string tag) => document.Tags?.FirstOrDefault(candidate => candidate.Name == tag)?.Description ?? tag;
}
