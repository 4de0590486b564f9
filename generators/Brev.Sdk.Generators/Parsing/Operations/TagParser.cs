using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Names;
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
            .Select(ofTag => (Operations: ofTag, Home: Home(ofTag.Key)))
            .SelectMany(tag => tag.Operations.GroupBy(operation => operation.Server)
                .OrderBy(ofServer => ofServer.Key, StringComparer.Ordinal)
                .Select(ofServer => new TagSpec(
                    types.TagInterface(
                        (ofServer.Key == tag.Home ? "" : ServerParser.TrimApi(ofServer.Key)) + tags[tag.Operations.Key],
                        $"{tag.Operations.Key} {ofServer.Key}"),
                    ofServer.Key,
                    tag.Operations.Key,
                    Description(tag.Operations.Key),
                    new(ofServer.OrderBy(operation => operation.Id, StringComparer.Ordinal)))))
            .OrderBy(tag => tag.InterfaceName, StringComparer.Ordinal);
    }

    /// <summary>
    /// The server whose interface of a tag has the tag's name alone; the others have that of their server in front. It follows from the
    /// tag, and not from the operations that it has so far.
    /// </summary>
    private string Home(string tag)
    {
        if (ExtensionValues.Text(Described(tag)?.Extensions, "x-server") is not { } server)
        {
            return servers.First;
        }

        if (servers.Called(server) is { } home)
        {
            return home;
        }

        problems.Add(ProblemIds.LeftOutElement, "/tags", $"'x-server' of '{tag}'", $"no server is called '{server}'");
        return servers.First;
    }

    private string Description(string tag) => Described(tag)?.Description ?? tag;

    private OpenApiTag? Described(string tag) => document.Tags?.FirstOrDefault(candidate => candidate.Name == tag);
}
