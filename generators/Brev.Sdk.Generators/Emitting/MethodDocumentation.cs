using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the documentation of a method out of the document's words.</summary>
internal static class MethodDocumentation
{
    public static void Write(SourceWriter writer, OperationSpec operation, bool forClient)
    {
        SourceFile.Summary(writer, operation.Summary, operation.Id);
        writer.Documentation("remarks", operation.Description);
        foreach (var argument in Signature.Arguments(operation, forClient))
        {
            Parameter(writer, argument.Name, argument.Description);
        }

        Parameter(writer, "cancellationToken", "Ends the call.");
        if (operation.Result.Kind != ResultKind.None)
        {
            writer.Documentation("returns", operation.Result.Description);
        }
    }

    /// <summary>The exceptions that the attribute of the client names.</summary>
    public static void Exceptions(SourceWriter writer, OperationSpec operation, ClientTarget client)
    {
        foreach (var exception in client.Exceptions.Where(exception => operation.IsSecured || !exception.OnlyWhenSecured))
        {
            writer.Documentation("exception", exception.Text, $" cref=\"{exception.Type}\"");
        }
    }

    public static void Parameter(SourceWriter writer, string name, string text) =>
        writer.Documentation("param", Literals.Documentation(text).Length > 0 ? text : name.TrimStart('@'), $" name=\"{name.TrimStart('@')}\"");
}
