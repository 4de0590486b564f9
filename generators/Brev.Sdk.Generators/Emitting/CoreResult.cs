using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>
/// Writes how the method of an operation reads what the one that Refit implements gives, where Refit would read it in a way of its own: as
/// its settings say, without looking at the status, or not at all.
/// </summary>
internal static class CoreResult
{
    private const string Support = SourceFile.SupportAlias + "::";

    private const string Awaited = ".ConfigureAwait(false)";

    private const string Response = SourceFile.HttpAlias + "::HttpResponseMessage";

    /// <summary>What Refit gives: of a stream the bytes, of an answer that its status explains the whole, otherwise the body.</summary>
    public static string Type(OperationSpec operation)
    {
        const string Task = SourceFile.ThreadingAlias + "::Tasks.Task";
        return operation.Result switch
        {
            { IsStream: true } => $"{Task}<global::System.IO.Stream>",
            { Statuses.Count: > 0 } => $"{Task}<{SourceFile.Refit}ApiResponse<{Response}>>",
            { IsWrapped: true, Type: { } type } => $"{Task}<{Support}{BodyTypes.Name(type)}?>",
            _ => Signature.ResultType(operation),
        };
    }

    /// <summary>What makes the result of what the call gives; none where they are the same.</summary>
    public static string? Reading(OperationSpec operation) => operation.Result switch
    {
        { Kind: ResultKind.JsonText, IsNullable: var isNullable } => Text(isNullable),
        { IsWrapped: true } => $"static body => body?.Value{Missing(operation)}",
        _ => null,
    };

    /// <summary>What is left of the statement after the call, for an answer that its status explains.</summary>
    public static void WriteStatuses(SourceWriter writer, OperationSpec operation)
    {
        writer.Line("static async answer => answer.Status switch");
        writer.Line("{");
        writer.Indent(() =>
        {
            foreach (var status in operation.Result.Statuses)
            {
                if (Pattern(status.Status) is { } pattern)
                {
                    writer.Line($"{pattern} => {(status.Type is { } type ? Value(operation, type, status.IsJson) : Nothing(operation))},");
                }
            }

            writer.Line($"_ => {Other(operation)},");
        });
        writer.Line("},");
    }

    /// <summary>The type of the method's result, with its question mark.</summary>
    public static string Given(ResultSpec result) => result.Type!.Local + (result.IsNullable ? "?" : "");

    /// <summary>A number, or all that begin with its first digit; none for what is no status.</summary>
    private static string? Pattern(string status) =>
        status.Length != 3 ? null
        : status.All(char.IsDigit) ? status
        : status.EndsWith("XX", StringComparison.OrdinalIgnoreCase) ? $">= {status[0]}00 and <= {status[0]}99"
        : null;

    /// <summary>A status that the document does not have: the answer is what its form says.</summary>
    private static string Other(OperationSpec operation) => operation.Result switch
    {
        { Type.Kind: TypeKind.Stream } => "await answer.StreamAsync()" + Awaited,
        { Kind: ResultKind.Text } => "await answer.TextAsync()" + Awaited,
        { Type: { } type } => Read(operation, type, isJson: true),
        _ => Nothing(operation),
    };

    private static string Value(OperationSpec operation, TypeSpec type, bool isJson)
    {
        var result = operation.Result.Type!;
        return type.Local == result.Local
            ? Read(operation, type, isJson)
            : type.Kind == TypeKind.Json
                ? $"new {result.Local}({Body(type, isJson)})"
                : $"{Body(type, isJson)} is {{ }} value ? new {result.Local}(value) : {Nothing(operation)}";
    }

    private static string Read(OperationSpec operation, TypeSpec type, bool isJson) =>
        Body(type, isJson) + (type.IsWrapped ? Missing(operation)
            : operation.Result.IsNullable || type.Kind == TypeKind.Json ? ""
            : " ?? null!");

    private static string Body(TypeSpec type, bool isJson) => type.Kind switch
    {
        _ when !isJson => "await answer.TextAsync()" + Awaited,
        TypeKind.Text => $"{Text(isNullable: true)}(await answer.TextAsync(){Awaited})",
        _ when type.IsWrapped => $"(await answer.ReadAsync<{Support}{BodyTypes.Name(type)}>(){Awaited})?.Value",
        _ => $"await answer.ReadAsync<{type.Local}>(){Awaited}",
    };

    private static string Nothing(OperationSpec operation) => operation.Result switch
    {
        { IsNullable: true } => "null",
        { IsWrapped: true } => "default(" + operation.Result.Type!.Local + ")!",
        _ => "null!",
    };

    /// <summary>What stands for a value that is not there. A list or a map is an empty one.</summary>
    private static string Missing(OperationSpec operation) => operation.Result switch
    {
        { Type.Kind: TypeKind.List } => " ?? []",
        { Type: { Kind: TypeKind.Dictionary } map } =>
            $" ?? {map.Empty}",
        { IsNullable: true } => "",
        { Type.Kind: TypeKind.Bytes } when operation.MayAnswerNothing => " ?? []",
        _ when operation.MayAnswerNothing => " ?? default",
        _ => " ?? throw new global::System.IO.InvalidDataException(\"The answer has no value.\")",
    };

    private static string Text(bool isNullable) => $"{Support}{(isNullable ? "NullableJsonText" : "JsonText")}.Unquote";
}
