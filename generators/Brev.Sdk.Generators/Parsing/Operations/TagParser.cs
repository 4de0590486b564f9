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
        return operations.GroupBy(operation => operation.Tag)
            .OrderBy(ofTag => ofTag.Key, StringComparer.Ordinal)
            .SelectMany(ofTag => ofTag.GroupBy(operation => operation.Server)
                .OrderBy(ofServer => ofServer.Key, StringComparer.Ordinal)
                .Select(ofServer => new TagSpec(
                    types.TagInterface(
                        Prefix(ofServer.Key, ofTag) + tags[ofTag.Key],
                        $"{ofTag.Key} {ofServer.Key}"),
                    ofServer.Key,
                    ofTag.Key,
                    Description(ofTag.Key),
                    new(ofServer.OrderBy(operation => operation.Id, StringComparer.Ordinal)))))
            .OrderBy(tag => tag.InterfaceName, StringComparer.Ordinal);
    }

    /// <summary>A tag of several servers carries the name of each but the first in front.</summary>
    private string Prefix(string server, IEnumerable<OperationSpec> ofTag) =>
        server != servers.First && ofTag.Any(operation => operation.Server != server) ? ServerParser.TrimApi(server) : "";

    private string Description(string tag) => document.Tags?.FirstOrDefault(candidate => candidate.Name == tag)?.Description ?? tag;
}
