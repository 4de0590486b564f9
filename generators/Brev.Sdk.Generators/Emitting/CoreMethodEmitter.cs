using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the method of an operation that has a part for Refit: it makes what this takes, and reads what it gives.</summary>
internal static class CoreMethodEmitter
{
    private const string Support = SourceFile.SupportAlias + "::";

    /// <summary>What is thrown where Refit has not implemented its part.</summary>
    public const string NotImplemented = Support + "CoreMethod.NotImplemented()";

    /// <summary>
    /// Writes the operation's method: it calls the one that Refit implements, and reads what this gives. What is missing is refused before
    /// a task or a stream is made.
    /// </summary>
    public static void Emit(SourceWriter writer, OperationSpec operation, IReadOnlyCollection<string> values)
    {
        var needed = operation.Result.IsStream ? Needed(operation).ToArray() : [];
        Signature.Write(writer, "", operation, needed.Length > 0 ? ")" : ") =>");
        if (needed.Length == 0)
        {
            writer.Indent(() => WriteBody(writer, operation, values, ""));
            return;
        }

        writer.Open();
        foreach (var name in needed)
        {
            writer.Line($"global::System.ArgumentNullException.ThrowIfNull({name});");
        }

        WriteBody(writer, operation, values, "return ");
        writer.Close();
    }

    /// <summary>The arguments that must not be <c>null</c>.</summary>
    private static IEnumerable<string> Needed(OperationSpec operation) =>
        Signature.Arguments(operation).Where(argument => !argument.IsOptional).Select(argument => argument.Name)
            .Intersect(operation.Parameters.Where(parameter => !parameter.Type.IsValueType).Select(parameter => parameter.Name)
                .Concat(operation.Body is { IsValueType: false } ? ["request"] : []));

    private static void WriteBody(SourceWriter writer, OperationSpec operation, IReadOnlyCollection<string> values, string start)
    {
        if (operation.Result.Statuses.Count > 0)
        {
            writer.Line($"{Support}StatusAnswer.ReadAsync<{CoreResult.Given(operation.Result)}>(");
            writer.Indent(() =>
            {
                WriteCall(writer, operation, values, "", ",");
                CoreResult.WriteStatuses(writer, operation);
                writer.Line("cancellationToken);");
            });
            return;
        }

        if (CoreResult.Reading(operation) is { } reading)
        {
            writer.Line($"{Support}Answer.ReadAsync(");
            writer.Indent(() =>
            {
                WriteCall(writer, operation, values, "", ",");
                writer.Broken(reading + ");", " ?? ");
            });
            return;
        }

        if (Reader(operation.Result) is not { } reader)
        {
            WriteCall(writer, operation, values, "", ";");
            return;
        }

        writer.Line($"{start}{Support}{reader}(");
        writer.Indent(() =>
        {
            WriteCall(writer, operation, values, "cancellationToken => ", ",");
            if (operation.Result.Kind is ResultKind.Events or ResultKind.WholeEvents)
            {
                writer.Line($"isText: {(operation.Result.HasTextData ? "true" : "false")},");
            }

            writer.Line("cancellationToken);");
        });
    }

    /// <summary>What reads a stream; none when Refit has read the answer.</summary>
    private static string? Reader(ResultSpec result) => result switch
    {
        { IsStream: false } => null,
        { Kind: ResultKind.Lines } => "JsonLines.Read" + CoreSignature.ItemAndFormat(result.Type!),
        { Kind: ResultKind.Events } => "ServerSentEvents.ReadData" + CoreSignature.ItemAndFormat(result.Type!),
        _ => "ServerSentEvents.ReadEvents" + CoreSignature.ItemAndFormat(result.Type!),
    };

    /// <summary>Writes the values of a call, one a line; of a chain, one link a line.</summary>
    private static void WriteCall(
        SourceWriter writer, OperationSpec operation, IReadOnlyCollection<string> values, string head, string tail)
    {
        if (!values.Any(static value => value.Contains(CoreSignature.Link)))
        {
            writer.List($"{head}{CoreSignature.MethodName(operation)}(", [.. values, "cancellationToken"], ")" + tail);
            return;
        }

        writer.Line($"{head}{CoreSignature.MethodName(operation)}(");
        writer.Indent(() =>
        {
            foreach (var value in values)
            {
                var links = value.Split(CoreSignature.Link);
                writer.Line(links[0] + (links.Length == 1 ? "," : ""));
                for (var index = 1; index < links.Length; index++)
                {
                    var link = links[index] + (index == links.Length - 1 ? "," : "");
                    writer.Indent(() => writer.Line(link));
                }
            }

            writer.Line("cancellationToken)" + tail);
        });
    }
}
