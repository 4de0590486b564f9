using Brev.Sdk.Generators.Parsing;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the Refit interfaces.</summary>
internal static class InterfaceEmitter
{
    public static string EmitTag(string targetNamespace, TagSpec tag)
    {
        var writer = SourceFile.Begin(targetNamespace);
        SourceFile.Summary(writer, tag.Description);
        writer.Line(SourceFile.GeneratedCode);
        writer.Open($"public partial interface {tag.InterfaceName}");
        var first = true;
        foreach (var operation in tag.Operations)
        {
            if (!first)
            {
                writer.Line();
            }

            first = false;
            EmitMethod(writer, operation);
        }

        writer.Close();
        return writer.ToString();
    }

    public static string EmitServer(string targetNamespace, ServerInterfaceSpec spec)
    {
        var writer = SourceFile.Begin(targetNamespace);
        SourceFile.Summary(writer, spec.Server.Description);
        writer.Line(SourceFile.GeneratedCode);
        var inherited = string.Join(", ", spec.TagInterfaces);
        writer.Line($"public partial interface {ServerInterface(spec.Server)}{(inherited.Length > 0 ? " : " + inherited : "")};");
        return writer.ToString();
    }

    public static string ServerInterface(ServerSpec server) => $"I{DocumentParser.TrimApi(server.Name)}Api";

    private static void EmitMethod(SourceWriter writer, OperationSpec operation)
    {
        MethodDocumentation.Write(writer, operation, forClient: false);
        var headers = operation.ConstantHeaders.Concat(operation.IsSecured ? ["Authorization: Bearer"] : Array.Empty<string>()).Select(Literals.Text).ToArray();
        if (headers.Length > 0)
        {
            writer.Line($"[global::Refit.Headers({string.Join(", ", headers)})]");
        }

        writer.Line($"[global::Refit.{Verb(operation.Method)}({Literals.Text(RouteFor(operation))})]");
        var arguments = Signature.Arguments(operation, forClient: false).Select(argument => (argument.Attribute.Length > 0 ? argument.Attribute + " " : "") + argument.Declaration);
        writer.Line($"{Signature.ResultType(operation)} {Signature.MethodName(operation)}({string.Join(", ", arguments.Append("global::System.Threading.CancellationToken cancellationToken = default"))});");
    }

    private static string RouteFor(OperationSpec operation) => operation.Path;

    private static string Verb(string method) => char.ToUpperInvariant(method[0]) + method.Substring(1).ToLowerInvariant();
}
