using System.Text.Json.Nodes;
using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Parsing.Schemas;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Reads <c>x-pagination</c>: where a paged list has its page token, its items and the token of the next page.</summary>
internal sealed class PaginationParser(SchemaParser schemas, ProblemLog problems)
{
    /// <param name="found">The operation.</param>
    /// <param name="id">Its id.</param>
    /// <param name="isBodyAlone">Whether its body is all that it takes: a companion hands on nothing else.</param>
    /// <param name="request">The type of its body.</param>
    /// <param name="response">The type of its answer.</param>
    public PaginationSpec? Parse(FoundOperation found, string id, bool isBodyAlone, TypeSpec? request, TypeSpec? response)
    {
        if (ExtensionValues.Object(found.Operation.Extensions, "x-pagination") is not { } extension)
        {
            return null;
        }

        var token = Value(extension, "pageToken").Split('.');
        var member = Find(request, token[0]);
        var inner = token.Length == 2 ? Find(member?.Type, token[1]) : null;
        var next = Find(response, Value(extension, "nextPageToken"));
        var items = Find(response, Value(extension, "items"));
        if (!isBodyAlone || member is null || inner is null || !CanBeNew(member)
            || next is not { Type.Kind: TypeKind.Text } || items is not { Type.Kind: TypeKind.List })
        {
            problems.Add(ProblemIds.BrokenPagination, Pointer.Child(found.Pointer, "x-pagination"), id);
            return null;
        }

        return new PaginationSpec(MethodNames.Pages(id) + "Async", member.Name, inner.Name, next.Name, items.Name, items.Type.Element!);
    }

    /// <summary>A first request may leave out what holds its page token, and the next one needs it.</summary>
    private bool CanBeNew(PropertySpec member) => schemas.Model(member.Type) is { HasRequired: false };

    private static string Value(JsonObject extension, string name) => ExtensionValues.Text(extension[name]);

    private PropertySpec? Find(TypeSpec? type, string jsonName) =>
        schemas.Model(type)?.Properties.FirstOrDefault(property => property.JsonName == jsonName);
}
