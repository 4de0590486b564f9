using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the client's methods of one tag.</summary>
internal static class ClientEmitter
{
    public static string EmitTag(ClientTagSpec spec)
    {
        var writer = SourceFile.Begin(spec.Client.Namespace, usesDeprecated: spec.Tag.Operations.Any(operation => operation.IsDeprecated));
        writer.Open($"partial class {spec.Client.Name}");
        foreach (var operation in spec.Tag.Operations)
        {
            EmitMethod(writer, spec, operation);
            EmitExplicitMethod(writer, spec, operation);
            EmitCoreMethod(writer, spec, operation);
            if (operation.Pagination is { } pagination)
            {
                PagesEmitter.Emit(writer, spec.Client, operation, pagination);
            }
        }

        writer.Close();
        return writer.Finish();
    }

    private static void EmitMethod(SourceWriter writer, ClientTagSpec spec, OperationSpec operation)
    {
        writer.Separate();
        MethodDocumentation.Write(writer, operation, forClient: true);
        MethodDocumentation.Exceptions(writer, operation, spec.Client);
        MethodDocumentation.Deprecation(writer, operation);
        var parameters = Signature.Arguments(operation, forClient: true).Select(argument => argument.Declaration)
            .Append(Signature.CancellationToken).ToArray();
        var result = Result(operation);
        var modifiers = result.IsAwaited ? "public async" : "public";
        writer.List($"{modifiers} {Signature.ResultType(operation)} {Signature.MethodName(operation)}(", parameters, ") =>");
        writer.Indent(() => writer.Broken(result.Expression + ";", " ?? throw"));
    }

    private static (string Expression, bool IsAwaited) Result(OperationSpec operation)
    {
        var call = Call(operation);
        var awaited = $"await {call}.ConfigureAwait(false)";
        return operation.Result.Kind switch
        {
            _ when operation.Result.IsNullable => (call, false),
            ResultKind.JsonText when !operation.MayAnswerNothing =>
                // No parameter has an underscore in its name.
                ($"{awaited} is {{ Length: > 0 }} text_ ? text_ : throw EmptyResponse({CompositionEmitter.Operation(operation.Id)})", true),
            ResultKind.Model when !operation.MayAnswerNothing || !operation.Result.HasDefault =>
                ($"{awaited} ?? throw EmptyResponse({CompositionEmitter.Operation(operation.Id)})", true),
            ResultKind.Model => ($"{awaited} ?? new()", true),
            _ => (call, false),
        };
    }

    private static string Call(OperationSpec operation)
    {
        var values = Signature.Arguments(operation, forClient: false)
            .Select(argument => argument.IsBody ? Body(operation.Body!, argument) : argument.Guarded)
            .Append("cancellationToken");
        return $"{CompositionEmitter.Field(operation.Server)}.{Signature.MethodName(operation)}({string.Join(", ", values)})";
    }

    private static string Body(BodySpec body, Argument argument) =>
        body.IsOptional ? argument.Name : body.IsEmpty ? "new()" : body.HasDefault ? "request ?? new()" : argument.Guarded;

    /// <summary>The interface asks for a body that has no members; the client's own method does without.</summary>
    private static void EmitExplicitMethod(SourceWriter writer, ClientTagSpec spec, OperationSpec operation)
    {
        if (operation.Body is not { IsEmpty: true })
        {
            return;
        }

        writer.Separate();
        var parameters = Signature.Arguments(operation, forClient: false)
            .Select(argument => $"{argument.Type}{(argument.IsOptional ? "?" : "")} {argument.Name}")
            .Append("global::System.Threading.CancellationToken cancellationToken")
            .ToArray();
        writer.List(
            $"{Signature.ResultType(operation)} global::{spec.DocumentNamespace}.{spec.Tag.InterfaceName}.{Signature.MethodName(operation)}(", parameters, ") =>");
        var values = Signature.Arguments(operation, forClient: true).Select(argument => argument.Name).Append("cancellationToken");
        writer.Indent(() => writer.Line($"{Signature.MethodName(operation)}({string.Join(", ", values)});"));
    }

    /// <summary>
    /// What Refit implements of an operation whose values are turned into text first; the interface asks for it, the user of a client does
    /// not.
    /// </summary>
    private static void EmitCoreMethod(SourceWriter writer, ClientTagSpec spec, OperationSpec operation)
    {
        if (!operation.HasCore)
        {
            return;
        }

        writer.Separate();
        var core = CoreSignature.Parameters(operation, $"global::{spec.DocumentNamespace}.Serialization.").ToArray();
        var given = CoreResult.Type(operation, $"global::{spec.DocumentNamespace}.Serialization.");
        writer.List(
            $"{given} global::{spec.DocumentNamespace}.{spec.Tag.InterfaceName}.{CoreSignature.MethodName(operation)}(",
            [.. core.Select(parameter => parameter.Declaration), "global::System.Threading.CancellationToken cancellationToken"],
            ") =>");
        var values = core.Select(parameter => parameter.Name).Append("cancellationToken");
        writer.Indent(() => writer.Line(
            $"{CompositionEmitter.Field(operation.Server)}.{CoreSignature.MethodName(operation)}({string.Join(", ", values)});"));
    }
}
