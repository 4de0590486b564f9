using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the companion of a paged list that fetches one page after the other, for an interface or a client.</summary>
internal static class PagesEmitter
{
    /// <param name="writer">Gets it.</param>
    /// <param name="operation">The list.</param>
    /// <param name="pagination">How its pages follow each other.</param>
    /// <param name="client">The client whose method it is; none for an interface.</param>
    public static void Emit(SourceWriter writer, OperationSpec operation, PaginationSpec pagination, ClientTagSpec? client)
    {
        writer.Separate();
        Document(writer, operation, pagination, client);
        MethodDocumentation.Deprecation(writer, operation);
        var body = operation.Body!;
        var models = client is null ? "" : SourceFile.ModelsOf(client.Client, client.DocumentNamespace);
        writer.Method(
            $"{(client is null ? "" : "public ")}IAsyncEnumerable<{pagination.Item.Behind(models)}>",
            pagination.MethodName,
            [$"{body.Type.Behind(models)}{(body.HasDefault ? "? request = null" : " request")}", Signature.CancellationToken],
            ") =>");
        writer.Indent(() =>
        {
            writer.Line($"{SourceFile.SupportAlias}::Pages.EnumerateAsync(");
            writer.Indent(() => Arguments(writer, operation, pagination, client));
        });
    }

    private static void Arguments(SourceWriter writer, OperationSpec operation, PaginationSpec pagination, ClientTagSpec? client)
    {
        var (member, token) = (pagination.RequestMember, pagination.PageToken);
        writer.Line(operation.Body!.HasDefault ? "request ?? new()," : "request,");
        writer.Line($"{Signature.MethodName(operation)},");
        writer.Line($"static request => request.{member}?.{token},");
        writer.Line($"static (request, token) => request with {{ {member} = (request.{member} ?? new()) with {{ {token} = token }} }},");
        writer.Line($"static page => (page.{pagination.Items}, page.{pagination.NextPageToken}),");
        writer.Line(client is null ? "null," : $"static () => RepeatedPageToken({CompositionEmitter.Operation(operation.Id)}),");
        writer.Line("cancellationToken);");
    }

    private static void Document(SourceWriter writer, OperationSpec operation, PaginationSpec pagination, ClientTagSpec? client)
    {
        if (client is not null)
        {
            MethodDocumentation.Inherit(writer, client, pagination.MethodName);
            MethodDocumentation.Exceptions(writer, operation, client.Client);
            return;
        }

        SourceFile.Summary(writer, operation.Summary + " All pages, one fetched when the one before it has been read.");
        MethodDocumentation.Parameter(writer, "request", "What to list; its page size is kept, and its page token is where to begin.");
        MethodDocumentation.Parameter(writer, "cancellationToken", "Ends the enumeration, between and within pages.");
        writer.Documentation("returns", "The items of all pages, in the server's order.");
        writer.Documentation("exception", "A page token came again.", " cref=\"global::System.InvalidOperationException\"");
    }
}
