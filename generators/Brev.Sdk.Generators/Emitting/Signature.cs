using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>The C# face of an operation, the same for its interface and the client.</summary>
internal static class Signature
{
    public const string CancellationToken = SourceFile.ThreadingAlias + "::CancellationToken cancellationToken = default";

    public static string MethodName(OperationSpec operation) => operation.Id + "Async";

    /// <param name="operation">The operation.</param>
    /// <param name="models">What stands in front of types of the document.</param>
    public static string ResultType(OperationSpec operation, string models = "") => operation.Result switch
    {
        { Type: null } => SourceFile.ThreadingAlias + "::Tasks.Task",
        { IsStream: true } stream => $"IAsyncEnumerable<{Nullable(stream.Type!.Behind(models), stream.Type.IsNullable)}>",
        { } result => $"{SourceFile.ThreadingAlias}::Tasks.Task<{Nullable(result.Type!.Behind(models), result.IsNullable)}>",
    };

    /// <summary>Writes what stands in front of a method's body, for an interface and for a client alike.</summary>
    public static void Write(SourceWriter writer, string modifiers, OperationSpec operation, string tail, string models = "") =>
        writer.Method(
            modifiers + ResultType(operation, models),
            MethodName(operation),
            [.. Arguments(operation, models).Select(argument => argument.Declaration), CancellationToken],
            tail);

    private static string Nullable(string type, bool isNullable) => isNullable ? type + "?" : type;

    /// <summary>Required ones first, then the body, then the optional ones.</summary>
    public static IEnumerable<Argument> Arguments(OperationSpec operation, string models = "")
    {
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.IsRequired).OrderBy(parameter => (int)parameter.Place))
        {
            yield return Create(parameter, models);
        }

        if (operation.Body is { IsEmpty: false } body)
        {
            yield return new Argument("request", body.Behind(models), BodyAttribute, body.IsOptional || body.HasDefault, body.Description);
        }

        foreach (var parameter in operation.Parameters.Where(parameter => !parameter.IsRequired))
        {
            yield return Create(parameter, models);
        }
    }

    private static Argument Create(ParameterSpec parameter, string models) =>
        new(parameter.Name, parameter.Type.Behind(models), ParameterAttribute(parameter), !parameter.IsRequired, parameter.Description);

    private static string ParameterAttribute(ParameterSpec parameter)
    {
        var alias = parameter.Name.TrimStart('@') == parameter.WireName
            ? ""
            : $"[{SourceFile.Refit}AliasAs({Literals.Text(parameter.WireName)})]";
        return parameter.Place switch
        {
            ParameterPlace.Query => QueryAttribute(parameter) + alias,
            ParameterPlace.Header => $"[{SourceFile.Refit}Header({Literals.Text(parameter.WireName)})]",

            // A placeholder that is no identifier is called as the parameter is.
            ParameterPlace.Path when !Naming.IsPlain(parameter.WireName) => "",
            _ => alias,
        };
    }

    private static string QueryAttribute(ParameterSpec parameter) => parameter switch
    {
        { Type.Kind: TypeKind.List } => $"[{SourceFile.Refit}Query({SourceFile.Refit}CollectionFormat.Multi)]",
        _ => $"[{SourceFile.Refit}Query]",
    };

    public const string BodyAttribute = $"[{SourceFile.Refit}Body]";
}
