using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the documentation of a method out of the document's words.</summary>
internal static class MethodDocumentation
{
    public static void Write(SourceWriter writer, OperationSpec operation, bool forClient)
    {
        SourceFile.Summary(writer, operation.Summary.Length > 0 ? operation.Summary : operation.Id);
        if (operation.Description.Length > 0)
        {
            writer.Line($"/// <remarks>{Literals.Documentation(operation.Description)}</remarks>");
        }

        foreach (var argument in Signature.Arguments(operation, forClient))
        {
            writer.Line($"/// <param name=\"{argument.Name.TrimStart('@')}\">{Literals.Documentation(argument.Description.Length > 0 ? argument.Description : argument.Name)}</param>");
        }

        writer.Line("/// <param name=\"cancellationToken\">Ends the call.</param>");
    }
}
