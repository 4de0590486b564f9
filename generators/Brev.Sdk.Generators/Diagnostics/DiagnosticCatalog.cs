using System.Collections.Immutable;
using Brev.Sdk.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Brev.Sdk.Generators.Diagnostics;

/// <summary>Everything that is reported: what is wrong, where, and what to do about it.</summary>
internal static class DiagnosticCatalog
{
    private const string Category = "OpenApi";

    private static readonly DiagnosticDescriptor NotJson = Error(
        ProblemIds.NotJson,
        "The document is not JSON",
        "The document is not JSON: {0} Correct the text at this place; nothing is generated from it until then.");

    private static readonly DiagnosticDescriptor NotOpenApi = Error(
        ProblemIds.NotOpenApi,
        "The file is not an OpenAPI document",
        "The file has neither 'openapi' nor 'swagger' at its root. Take the OpenApi metadata off its item, or name an OpenAPI document in "
            + "JSON.");

    private static readonly DiagnosticDescriptor UnsupportedVersion = Error(
        ProblemIds.UnsupportedVersion,
        "The OpenAPI version is not supported",
        "OpenAPI version '{0}' is not supported. Convert the document to 2.0, 3.0, 3.1 or 3.2.");

    private static readonly DiagnosticDescriptor DanglingReference = Warning(
        ProblemIds.DanglingReference,
        "A reference leads nowhere",
        "'{0}' does not exist in this document. Add it or correct the reference; what refers to it is untyped or left out.");

    private static readonly DiagnosticDescriptor ExternalReference = Warning(
        ProblemIds.ExternalReference,
        "A reference leads out of the document",
        "'{0}' is outside of this document, and no other file or address is read. Copy it into the components; what refers to it is "
            + "untyped or left out.");

    private static readonly DiagnosticDescriptor MissingOperationId = Info(
        ProblemIds.MissingOperationId,
        "An operation has no id",
        "The operation has no operationId, so its method is named '{0}' after its route. Give it an id to choose the name.");

    private static readonly DiagnosticDescriptor DuplicateOperationId = Warning(
        ProblemIds.DuplicateOperationId,
        "Operations share an id",
        "Several operations have the id '{0}', so this one's method is named '{1}' after its route. Give each operation an id of its own.");

    private static readonly DiagnosticDescriptor MissingSecurity = Error(
        ProblemIds.MissingSecurity,
        "An operation does not say whether it needs a token",
        "Operation '{0}' has no 'security' of its own, which OpenApiStrictSecurity asks for. Add its requirement, or [] when it is "
            + "anonymous.");

    private static readonly DiagnosticDescriptor NameCollision = Info(
        ProblemIds.NameCollision,
        "Two names are the same in C#",
        "'{0}' would have the C# name of something else beside it and is named '{1}'. Rename one of the two to choose the name.");

    private static readonly DiagnosticDescriptor UnsupportedMediaType = Info(
        ProblemIds.UnsupportedMediaType,
        "A media type has no C# type",
        "'{0}' is not understood, so the {1} is passed as it is. Offer application/json beside it to have it typed.");

    private static readonly DiagnosticDescriptor UnsupportedParameter = Warning(
        ProblemIds.UnsupportedParameter,
        "A parameter cannot be written",
        "Parameter '{0}' is left out, and with it the operation if it is required: {1}. Describe it as a path, query or header parameter "
            + "with a plain value.");

    private static readonly DiagnosticDescriptor UnsupportedKeyword = Info(
        ProblemIds.UnsupportedKeyword,
        "A keyword of the schema is not looked at",
        "'{0}' does not shape the C# type; values are read and written as the rest of the schema says");

    private static readonly DiagnosticDescriptor UntypedValue = Info(
        ProblemIds.UntypedValue,
        "A value has no type",
        "The schema does not say what the value is, so it is a JsonElement. Add a 'type', or a reference to a schema.");

    private static readonly DiagnosticDescriptor MissingNamespace = Error(
        ProblemIds.MissingNamespace,
        "The document has no namespace",
        "'{0}' is not a C# namespace. Set Namespace on the OpenApiDocument item of the document.");

    private static readonly DiagnosticDescriptor MissingDocument = Error(
        ProblemIds.MissingDocument,
        "There is no document",
        "{0} Add an OpenAPI document to the project: an OpenApiDocument item with Namespace.");

    private static readonly DiagnosticDescriptor UndeclaredPathParameter = Warning(
        ProblemIds.UndeclaredPathParameter,
        "A placeholder of the path has no parameter",
        "The path has '{{{0}}}', but no parameter describes it; it is a string. Add the parameter with 'in': 'path'.");

    private static readonly DiagnosticDescriptor UnsuitableClient = Error(
        ProblemIds.UnsuitableClient,
        "The client class cannot be completed",
        "'{0}' cannot get methods: {1}. Make it a partial class of its own in a namespace, without type parameters.");

    private static readonly DiagnosticDescriptor BrokenPagination = Warning(
        ProblemIds.BrokenPagination,
        "The description of pages does not fit",
        "x-pagination of '{0}' does not fit: it names members that the request or the answer does not have, the operation takes more than "
            + "its body, or what holds the page token has members that it needs. Only the single page is generated. Name 'pageToken' as "
            + "member.member of the request, 'nextPageToken' and 'items' of the answer.");

    private static readonly DiagnosticDescriptor InvalidElement = Warning(
        ProblemIds.InvalidElement,
        "The document breaks a rule of OpenAPI",
        "{0} Correct it; what it concerns can be incomplete until then.");

    private static readonly DiagnosticDescriptor UnsupportedMethod = Warning(
        ProblemIds.UnsupportedMethod,
        "An HTTP method cannot be called",
        "Operations with method {0} are left out: Refit has no attribute for it. Remove the operation, or call it by hand.");

    private static readonly DiagnosticDescriptor SharedNamespace = Error(
        ProblemIds.SharedNamespace,
        "Two documents have one namespace",
        "Another document is generated into '{0}' already. Give this one an OpenApiNamespace of its own.");

    private static readonly DiagnosticDescriptor UnreadableDocument = Error(
        ProblemIds.UnreadableDocument,
        "The document cannot be read",
        "The document cannot be read: {0} Correct the value it names; nothing is generated from the document until then.");

    private static readonly DiagnosticDescriptor LeftOutMediaType = Info(
        ProblemIds.LeftOutMediaType,
        "A media type is left out",
        "'{0}' of the {1} is left out, because '{2}' stands beside it. Describe it in an operation of its own to have both.");

    private static readonly DiagnosticDescriptor UnsupportedSecurity = Warning(
        ProblemIds.UnsupportedSecurity,
        "A security scheme has no place for its credential",
        "Security scheme '{0}' is left out: '{1}' can be the name of neither a header nor a cookie nor a scheme of Authorization. Correct "
            + "its name.");

    private static readonly DiagnosticDescriptor LeftOutElement = Warning(
        ProblemIds.LeftOutElement,
        "A part of the document is left out",
        "{0} is left out: {1}. Describe it, or remove it from the document.");

    private static readonly DiagnosticDescriptor IncomingCalls = Info(
        ProblemIds.IncomingCalls,
        "Calls that the server makes are not generated",
        "{0} describes calls that the server makes, and a client makes none of them. Their schemas are generated when they are among the "
            + "components.");

    private static readonly DiagnosticDescriptor IgnoredParameter = Info(
        ProblemIds.IgnoredParameter,
        "A parameter says what other parts of the document say",
        "Parameter '{0}' is ignored: {1}. Remove the parameter.");

    private static readonly DiagnosticDescriptor UnexpectedFault = Error(
        ProblemIds.Unexpected,
        "The generator failed",
        "The generator met {0}: {1} This is a fault of the generator, not of the document; please report it with the document.");

    private static readonly DiagnosticDescriptor CircularReference = Warning(
        ProblemIds.CircularReference,
        "A reference leads back to itself",
        "'{0}' leads back to itself through nothing but references, so it describes nothing. Describe the value at one of them; what "
            + "refers to it is untyped or left out.");

    private static readonly DiagnosticDescriptor LeftOutSecurity = Info(
        ProblemIds.LeftOutSecurity,
        "A way to authenticate is left out",
        "Calls have no place for {0}, because {1} is taken of the ways that 'security' offers. Remove the latter from it to have the "
            + "former.");

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById = new[]
    {
        NotJson, NotOpenApi, UnsupportedVersion, DanglingReference, ExternalReference, MissingOperationId, DuplicateOperationId,
        MissingSecurity, NameCollision, UnsupportedMediaType, UnsupportedParameter, UnsupportedKeyword, UntypedValue, MissingNamespace,
        MissingDocument, UndeclaredPathParameter, UnsuitableClient, BrokenPagination, InvalidElement, UnsupportedMethod, SharedNamespace,
        UnreadableDocument, LeftOutMediaType, UnsupportedSecurity, LeftOutElement, IncomingCalls, CircularReference, LeftOutSecurity,
        IgnoredParameter, UnexpectedFault,
    }.ToImmutableDictionary(descriptor => descriptor.Id);

    public static IEnumerable<DiagnosticDescriptor> All => ById.Values.OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal);

    public static Diagnostic Create(ProblemSpec problem) =>
        Diagnostic.Create(ById[problem.Id], Location(problem.Location), [.. problem.Arguments]);

    private static Location Location(LocationSpec place)
    {
        if (place.Path.Length == 0)
        {
            return Microsoft.CodeAnalysis.Location.None;
        }

        var start = new LinePosition(place.Line, place.Column);
        var end = new LinePosition(place.Line, place.Column + place.Length);
        return Microsoft.CodeAnalysis.Location.Create(place.Path, new TextSpan(0, place.Length), new LinePositionSpan(start, end));
    }

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true);

    private static DiagnosticDescriptor Info(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Info, isEnabledByDefault: true);
}
