using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the client's methods of one tag.</summary>
internal static class ClientEmitter
{
    public static string EmitTag(ClientTagSpec spec)
    {
        var operations = spec.Tag.Operations;
        var usesDeprecated = operations.Any(operation => operation.IsDeprecated);
        var writer = SourceFile.Begin(spec.Client.Namespace, spec.DocumentNamespace, usesDeprecated);
        writer.Open($"partial class {spec.Client.Name}");
        foreach (var operation in operations)
        {
            EmitMethod(writer, spec, operation);
            if (operation.Pagination is { } pagination)
            {
                PagesEmitter.Emit(writer, operation, pagination, spec);
            }
        }

        writer.Close();
        return writer.Finish();
    }

    private static void EmitMethod(SourceWriter writer, ClientTagSpec spec, OperationSpec operation)
    {
        writer.Separate();
        MethodDocumentation.Inherit(writer, spec, Signature.MethodName(operation));
        MethodDocumentation.Exceptions(writer, operation, spec.Client);
        MethodDocumentation.Deprecation(writer, operation);
        Signature.Write(writer, "public ", operation, ") =>", SourceFile.ModelsOf(spec.Client, spec.DocumentNamespace));
        var values = Signature.Arguments(operation).Select(argument => argument.Name).Append("cancellationToken");
        var call = $"{CompositionEmitter.Field(operation.Server)}.{Signature.MethodName(operation)}({string.Join(", ", values)})";
        var endpoint = CompositionEmitter.Operation(operation.Id);
        writer.Indent(() =>
        {
            switch (spec.Client.Sees(operation.EmptyAnswer))
            {
                case EmptyAnswer.AsItIs:
                    writer.Line(call + ";");
                    break;
                case EmptyAnswer.NewObject:
                    writer.List(CompositionEmitter.AnsweredOrNew + "(", [call], ");");
                    break;
                default:
                    var helper = operation.EmptyAnswer == EmptyAnswer.Error ? CompositionEmitter.Answered : CompositionEmitter.AnsweredText;
                    writer.List(helper + "(", [call, endpoint], ");");
                    break;
            }
        });
    }
}
