using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the documentation of a method out of the document's words.</summary>
internal static class MethodDocumentation
{
    public static void Write(SourceWriter writer, OperationSpec operation)
    {
        SourceFile.Summary(writer, operation.Summary, operation.Id);
        writer.Documentation("remarks", operation.Description);
        foreach (var argument in Signature.Arguments(operation))
        {
            Parameter(writer, argument.Name, argument.Description);
        }

        Parameter(writer, "cancellationToken", "Ends the call.");
        if (operation.Result.Kind != ResultKind.None)
        {
            writer.Documentation("returns", operation.Result.Description + operation switch
            {
                { Result.IsNullable: true } => " `null` when there is nothing in the answer.",
                { EmptyAnswer: EmptyAnswer.NewObject } =>
                    " When the answer is empty: a new object, or `null` from the interface alone.",
                _ => "",
            });
        }
    }

    /// <summary>
    /// What a client's method takes from that of its interface: everything but the exceptions, which are the client's own.
    /// </summary>
    public static void Inherit(SourceWriter writer, ClientTagSpec spec, string method) => writer.Inherited(
        $"{SourceFile.ModelsOf(spec.Client, spec.DocumentNamespace)}{spec.Tag.InterfaceName}.{method}", "/*[not(self::exception)]");

    /// <summary>The exceptions that the attribute of the client names.</summary>
    public static void Exceptions(SourceWriter writer, OperationSpec operation, ClientTarget client)
    {
        foreach (var exception in client.Exceptions.Where(exception => operation.IsSecured || !exception.OnlyWhenSecured))
        {
            writer.Documentation("exception", exception.Text, $" cref=\"{Reference(client, exception.Type)}\"");
        }
    }

    /// <summary>A type of the client's project, which can stand where the client does.</summary>
    private static string Reference(ClientTarget client, string type)
    {
        var end = type.LastIndexOf('.');
        return end >= 0 && type.Substring(0, end) == client.Namespace
            ? $"{SourceFile.ApiAlias}::{type.Substring(end + 1)}"
            : $"global::{type}";
    }

    /// <summary>What warns of an operation that is deprecated.</summary>
    public static void Deprecation(SourceWriter writer, OperationSpec operation)
    {
        if (operation.IsDeprecated)
        {
            writer.Line("[global::System.Obsolete(\"The document marks this operation as deprecated.\")]");
        }
    }

    /// <summary>How the body of an error is read, where the document describes it.</summary>
    public static void Errors(SourceWriter writer, OperationSpec operation)
    {
        var types = operation.Errors.GroupBy(error => error.Type.Local).ToArray();
        if (types.Length == 0)
        {
            return;
        }

        var bodies = types.Length == 1
            ? $"`{Shown(types[0].First().Type)}`"
            : string.Join(", ", types.Select(group => $"`{Shown(group.First().Type)}` with {string.Join(", ", group.Select(Status))}"));
        writer.Documentation("exception", $"An error, whose body is {bodies}.", $" cref=\"{SourceFile.Refit}ApiException\"");
    }

    private static string Status(ErrorSpec error) => error.Status.Length == 0 ? "any other status" : error.Status;

    private static string Shown(TypeSpec type) =>
        type.IsWrapped ? BodyTypes.Name(type) : type.Local.Substring(type.Local.LastIndexOfAny(['.', ':']) + 1);

    public static void Parameter(SourceWriter writer, string name, string text) =>
        writer.Documentation("param", Literals.Documentation(text).Length > 0
            ? text
            : name.TrimStart('@'), $" name=\"{name.TrimStart('@')}\"");
}
