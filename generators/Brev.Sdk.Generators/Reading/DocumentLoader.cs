using System.Text.Json.Nodes;
using Brev.Sdk.Generators.Diagnostics;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Brev.Sdk.Generators.Reading;

/// <summary>
/// Hands a document to the reader of OpenAPI, which reports some values of the wrong kind and throws at others. Where it throws, what it
/// throws at is left out, and the rest is read.
/// </summary>
internal static class DocumentLoader
{
    private static readonly Uri Location = new("https://openapi.invalid/");

    /// <summary>Rules that do not touch C# are not the compiler's business.</summary>
    private static readonly OpenApiReaderSettings Settings = new() { RuleSet = ValidationRuleSet.GetEmptyRuleSet() };

    /// <summary>The document; none when it cannot be read, which has been reported.</summary>
    public static ReadResult? Load(NormalizedDocument normalized, ProblemLog problems)
    {
        var result = TryRead(normalized.Root, out var fault);
        if (result is null)
        {
            UnreadableParts.Remove(normalized.Root, Fault, problems);
            result = TryRead(normalized.Root, out fault);
        }

        if (result is null)
        {
            problems.Add(ProblemIds.UnreadableDocument, "", fault);
        }

        foreach (var error in result?.Diagnostic?.Errors ?? [])
        {
            problems.Add(ProblemIds.InvalidElement, Place((error.Pointer ?? "").TrimStart('#'), normalized.Places), Sentence(
                error.Message));
        }

        return result;
    }

    private static string Fault(JsonObject document)
    {
        TryRead(document, out var fault);
        return fault;
    }

    /// <summary>Any fault of the reader is one of the document here: it is told with what the reader says.</summary>
    private static ReadResult? TryRead(JsonObject document, out string fault)
    {
        try
        {
            fault = "";
            return new OpenApiJsonReader().Read(document, Location, Settings);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            fault = Sentence(exception.Message);
            return null;
        }
    }

    private static string Sentence(string message) => message.Split('\n')[0].Trim().TrimEnd('.') + ".";

    /// <summary>Where something stands in the document as it was.</summary>
    private static string Place(string pointer, IReadOnlyDictionary<string, string> places)
    {
        if (!pointer.StartsWith(Pointer.Schemas, StringComparison.Ordinal))
        {
            return pointer;
        }

        var rest = pointer.Substring(Pointer.Schemas.Length);
        var end = rest.IndexOf('/');
        return places.TryGetValue(end < 0 ? rest : rest.Substring(0, end), out var place) ? place + (end < 0
            ? ""
            : rest.Substring(end)) : pointer;
    }
}
