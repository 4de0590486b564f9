using System.Text.RegularExpressions;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the addresses of the servers as constants.</summary>
internal static class ServerUrlsEmitter
{
    private static readonly Regex Placeholder = new(@"(\{[^{}]*\})", RegexOptions.CultureInvariant);

    public static string Emit(string targetNamespace, ServerUrlsSpec spec)
    {
        var writer = SourceFile.Begin(targetNamespace);
        SourceFile.Summary(writer, "The addresses of the servers of the document.");
        writer.Line(SourceFile.GeneratedCode);
        writer.Open($"public static class {ServerUrlsSpec.TypeName}");
        foreach (var server in spec.Servers)
        {
            EmitServer(writer, server);
        }

        writer.Close();
        return writer.Finish();
    }

    private static void EmitServer(SourceWriter writer, ServerUrlSpec server)
    {
        writer.Separate();
        SourceFile.Summary(writer, server.Description, server.Name);
        Constant(writer, server.Name, server.Url);
        if (server.Variables.Count == 0)
        {
            return;
        }

        writer.Separate();
        SourceFile.Summary(writer, $"The address of `{server.Name}` with its variables in braces.");
        Constant(writer, server.TemplateName, server.Template);
        foreach (var variable in server.Variables)
        {
            writer.Separate();
            SourceFile.Summary(writer, $"The default of `{variable.Name}` in the address of `{server.Name}`. {Text(variable)}");
            Constant(writer, variable.Constant, variable.Default);
        }

        EmitMethod(writer, server);
    }

    private static void EmitMethod(SourceWriter writer, ServerUrlSpec server)
    {
        writer.Separate();
        SourceFile.Summary(writer, $"The address of `{server.Name}` with other variables than the defaults.");
        foreach (var variable in server.Variables)
        {
            MethodDocumentation.Parameter(writer, variable.Parameter, Text(variable));
        }

        var parameters = server.Variables.Select(variable => $"string {variable.Parameter} = {variable.Constant}").ToArray();
        writer.List($"public static string {server.MethodName}(", parameters, ") =>");
        var parts = Placeholder.Split(server.Template).Where(part => part.Length > 0).Select(part => Part(server, part));
        writer.Indent(() => writer.Line(string.Join(" + ", parts) + ";"));
    }

    private static string Part(ServerUrlSpec server, string part) =>
        server.Variables.FirstOrDefault(variable => variable.Placeholder == part) is { } variable
            ? variable.Parameter
            : Literals.Text(part);

    private static string Text(ServerVariableSpec variable) =>
        variable.Description
            + (variable.Values.Count > 0 ? $" One of {string.Join(", ", variable.Values.Select(value => $"`{value}`"))}." : "");

    private static void Constant(SourceWriter writer, string name, string value) =>
        writer.Line($"public const string {name} = {Literals.Text(value)};");
}
