using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the companion of a paged list that fetches one page after the other.</summary>
internal static class PagesEmitter
{
    public static void Emit(SourceWriter writer, ClientTarget client, OperationSpec operation, PaginationSpec pagination)
    {
        writer.Separate();
        Document(writer, client, operation);
        MethodDocumentation.Deprecation(writer, operation);
        writer.List(
            $"public async global::System.Collections.Generic.IAsyncEnumerable<{pagination.Item.CSharp}> {pagination.MethodName}(",
            [
                $"{operation.Body!.Type.CSharp} request",
                $"[global::System.Runtime.CompilerServices.EnumeratorCancellation] {Signature.CancellationToken}",
            ],
            ")");
        writer.Open();
        writer.Line("// Brent's cycle check: one token stands for those before it, and gives way to a later one after 1, 2, 4, … pages.");
        writer.Line($"var (checkpoint, pages, lap) = (request.{pagination.RequestMember}?.{pagination.PageToken} ?? \"\", 0L, 1L);");
        writer.Open("while (true)");
        writer.Line($"var page = await {Signature.MethodName(operation)}(request, cancellationToken).ConfigureAwait(false);");
        EmitItems(writer, pagination);
        EmitEnd(writer, operation, pagination);
        writer.Line(
            $"request = request with {{ {pagination.RequestMember} = (request.{pagination.RequestMember} ?? new()) with {{ {pagination.PageToken} = page.{pagination.NextPageToken} }} }};");
        writer.Close();
        writer.Close();
    }

    private static void Document(SourceWriter writer, ClientTarget client, OperationSpec operation)
    {
        SourceFile.Summary(writer, operation.Summary + " All pages, one fetched when the one before it has been read.");
        MethodDocumentation.Parameter(writer, "request", "What to list; its page size is kept, and its page token is where to begin.");
        MethodDocumentation.Parameter(writer, "cancellationToken", "Ends the enumeration, between and within pages.");
        writer.Documentation("returns", "The items of all pages, in the server's order.");
        MethodDocumentation.Exceptions(writer, operation, client);
    }

    private static void EmitItems(SourceWriter writer, PaginationSpec pagination)
    {
        writer.Open($"foreach (var item in page.{pagination.Items})");
        writer.Line("cancellationToken.ThrowIfCancellationRequested();");
        writer.Line("yield return item;");
        writer.Close();
        writer.Line();
    }

    private static void EmitEnd(SourceWriter writer, OperationSpec operation, PaginationSpec pagination)
    {
        writer.Open($"if (string.IsNullOrEmpty(page.{pagination.NextPageToken}))");
        writer.Line("yield break;");
        writer.Close();
        writer.Line();
        writer.Open($"if (page.{pagination.NextPageToken} == checkpoint)");
        writer.Line($"throw RepeatedPageToken({CompositionEmitter.Operation(operation.Id)});");
        writer.Close();
        writer.Line();
        writer.Open("if (++pages == lap)");
        writer.Line($"(checkpoint, pages, lap) = (page.{pagination.NextPageToken}, 0, lap * 2);");
        writer.Close();
        writer.Line();
    }
}
