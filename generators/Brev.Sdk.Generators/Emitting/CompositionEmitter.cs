using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the endpoint table of a client and what binds it to its servers.</summary>
internal static class CompositionEmitter
{
    public static string Emit(CompositionSpec spec)
    {
        var client = spec.Client;
        var writer = SourceFile.Begin(client.Namespace);
        writer.List($"partial class {client.Name}{(spec.Servers.Count > 0 ? " : " : "")}", spec.Servers.Select(server =>
            Interface(spec, server)).ToArray(), "");
        writer.Open();
        foreach (var server in spec.Servers)
        {
            writer.Line($"private {Interface(spec, server)} {Field(server.Name)} = null!;");
        }

        EmitTable(writer, spec);
        EmitPartialMethods(writer, client);
        EmitBinding(writer, spec);
        EmitLookup(writer, client);
        GuardEmitter.Emit(writer);
        writer.Close();
        return writer.Finish();
    }

    public static string Field(string server) => "_" + Naming.Camel(server).TrimStart('@');

    private static string Interface(CompositionSpec spec, ServerSpec server) => $"global::{spec.DocumentNamespace}.{server.InterfaceName}";

    private static void EmitTable(SourceWriter writer, CompositionSpec spec)
    {
        writer.Separate();
        SourceFile.Summary(writer, "Every operation of the client, ordered by id.");
        writer.Line(
            $"public static global::System.Collections.Generic.IReadOnlyList<global::{spec.Client.Namespace}.ApiEndpoint> Endpoints {{ get; }} =");
        writer.Line("[");
        foreach (var endpoint in spec.Endpoints)
        {
            writer.Indent(() => writer.List("new(", Row(spec.Client, endpoint), "),"));
        }

        writer.Line("];");
    }

    private static string[] Row(ClientTarget client, EndpointSpec endpoint) =>
    [
        Literals.Text(endpoint.Id),
        $"global::System.Net.Http.HttpMethod.{char.ToUpperInvariant(endpoint.Method[0])}{endpoint.Method.Substring(1).ToLowerInvariant()}",
        Literals.Text(endpoint.Path),
        $"global::{client.Namespace}.ApiServer.{endpoint.Server}",
        $"RequiresAuthorization: {Bool(endpoint.IsSecured)}",
        $"IsRepeatSafe: {Bool(endpoint.IsRepeatSafe)}",
        $"MustAnswerCollection: {Bool(endpoint.MustAnswerCollection)}",
        .. endpoint.IsRemoval ? new[] { "IsRemoval: true" } : [],
        .. endpoint.IsSlow ? new[] { "IsSlow: true" } : [],
    ];

    private static void EmitPartialMethods(SourceWriter writer, ClientTarget client)
    {
        writer.Separate();
        writer.Line("// Written by hand: how an interface is bound to its server.");
        writer.Line($"private partial T Bind<T>(global::{client.Namespace}.ApiServer server)");
        writer.Indent(() => writer.Line("where T : class;"));
        writer.Line();
        writer.Line("// Written by hand: what is thrown when a successful answer is empty and has to hold something.");
        writer.Line($"private static partial global::System.Exception EmptyResponse(global::{client.Namespace}.ApiEndpoint endpoint);");
        writer.Line();
        writer.Line("// Written by hand: what is thrown when a list comes back to a page that it has given before.");
        writer.Line($"private static partial global::System.Exception RepeatedPageToken(global::{client.Namespace}.ApiEndpoint endpoint);");
    }

    private static void EmitBinding(SourceWriter writer, CompositionSpec spec)
    {
        writer.Separate();
        writer.Open("private void BindServers()");
        foreach (var server in spec.Servers)
        {
            var binding = $"global::{spec.Client.Namespace}.{server.BindingName}";
            writer.Line($"{Field(server.Name)} = Bind<{binding}>(global::{spec.Client.Namespace}.ApiServer.{server.Name});");
        }

        writer.Close();
    }

    private static void EmitLookup(SourceWriter writer, ClientTarget client)
    {
        writer.Separate();
        writer.Open($"private static global::{client.Namespace}.ApiEndpoint Endpoint(string operationId)");
        writer.Open("foreach (var endpoint in Endpoints)");
        writer.Open("if (endpoint.OperationId == operationId)");
        writer.Line("return endpoint;");
        writer.Close();
        writer.Close();
        writer.Line();
        writer.Line("throw new global::System.ArgumentOutOfRangeException(nameof(operationId));");
        writer.Close();
    }

    private static string Bool(bool value) => value ? "true" : "false";
}
