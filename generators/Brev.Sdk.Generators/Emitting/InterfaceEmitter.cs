using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the Refit interfaces.</summary>
internal static class InterfaceEmitter
{
    private const string Accept = "Accept: ";

    /// <summary>What most operations answer with stands once on the interface.</summary>
    private const string UsualAccept = "application/json";

    /// <summary>All in which the interface alone differs from a client, and all that depends on settings.</summary>
    private const string Bare =
        "Without a client of `[OpenApiClient]`, a method whose answer has no body gives `null` for an object, whatever its type says, and "
            + "an empty text for a text in JSON, and a page token that comes again is an `InvalidOperationException`. A client throws its "
            + "own exceptions in the place of these. Refit's settings need a serializer of System.Text.Json.";

    public static string EmitTag(string targetNamespace, TagSpec tag)
    {
        var writer = SourceFile.Begin(targetNamespace, targetNamespace);
        SourceFile.Summary(writer, tag.Description, tag.Name, tag.InterfaceName);
        writer.Line(SourceFile.GeneratedCode);
        if (tag.Operations.Any(operation => operation.Result.Accept == UsualAccept))
        {
            writer.Line($"[{SourceFile.Refit}Headers({Literals.Text(Accept + UsualAccept)})]");
        }

        writer.Open($"public partial interface {tag.InterfaceName}");
        foreach (var operation in tag.Operations)
        {
            writer.Separate();
            EmitMethod(writer, operation);
            if (operation.Pagination is { } pagination)
            {
                PagesEmitter.Emit(writer, operation, pagination, client: null);
            }
        }

        writer.Close();
        return writer.Finish();
    }

    public static string EmitServer(string targetNamespace, ServerInterfaceSpec spec)
    {
        var writer = SourceFile.Begin(targetNamespace);
        SourceFile.Summary(writer, spec.Server.Description, spec.Server.Name, spec.Server.InterfaceName);
        writer.Documentation("remarks", Bare);
        writer.Line(SourceFile.GeneratedCode);
        writer.List(
            $"public partial interface {spec.Server.InterfaceName}{(spec.TagInterfaces.Count > 0 ? " : " : "")}",
            spec.TagInterfaces.ToArray(),
            ";");
        return writer.Finish();
    }

    private static void EmitMethod(SourceWriter writer, OperationSpec operation)
    {
        MethodDocumentation.Write(writer, operation);
        MethodDocumentation.Errors(writer, operation);
        MethodDocumentation.Deprecation(writer, operation);
        if (operation.HasCore)
        {
            EmitText(writer, operation);
            return;
        }

        EmitAttributes(writer, operation);
        var parameters = Signature.Arguments(operation)
            .Select(argument => (argument.Attribute.Length > 0 ? argument.Attribute + " " : "") + argument.Declaration)
            .Append(Signature.CancellationToken)
            .ToArray();
        writer.Method(Signature.ResultType(operation), Signature.MethodName(operation), parameters, ");");
    }

    /// <summary>The method turns its values into text; the one that Refit implements takes the texts.</summary>
    private static void EmitText(SourceWriter writer, OperationSpec operation)
    {
        var core = CoreSignature.Parameters(operation).ToArray();
        CoreMethodEmitter.Emit(writer, operation, core.Select(parameter => parameter.Value).ToArray());
        writer.Line();
        writer.Documentation("summary", CoreSummary(operation));
        writer.Line(SourceFile.HiddenInEditors);
        EmitAttributes(writer, operation);
        writer.Method(
            CoreResult.Type(operation),
            CoreSignature.MethodName(operation),
            [
                .. core.Select(parameter => parameter.Attribute + parameter.Declaration),
                $"{SourceFile.ThreadingAlias}::CancellationToken cancellationToken",
            ],
            $") => throw {CoreMethodEmitter.NotImplemented};");
    }

    private static string CoreSummary(OperationSpec operation) => operation.Result.IsStream
        ? $"The bytes that `{Signature.MethodName(operation)}` reads."
        : $"What `{Signature.MethodName(operation)}` sends, for Refit to implement.";

    private static void EmitAttributes(SourceWriter writer, OperationSpec operation)
    {
        var headers = operation.ConstantHeaders
            .Concat(operation.Result.Accept is "" or UsualAccept ? Array.Empty<string>() : [Accept + operation.Result.Accept])
            .Concat(CredentialMarkers.Headers(operation))
            .Select(Literals.Text)
            .ToArray();
        if (headers.Length > 0)
        {
            writer.Line($"[{SourceFile.Refit}Headers({string.Join(", ", headers)})]");
        }

        writer.Line($"[{SourceFile.Refit}{Verb(operation.Method)}({Literals.Text(CredentialMarkers.Path(operation))})]");
    }

    private static string Verb(string method) => char.ToUpperInvariant(method[0]) + method.Substring(1).ToLowerInvariant();
}
