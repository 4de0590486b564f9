using Brev.Sdk.Generators.Parsing;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the client's methods, its endpoint table and what binds it to its servers.</summary>
internal static class ClientEmitter
{
    private const string CancellationToken = "global::System.Threading.CancellationToken cancellationToken = default";

    public static string EmitEndpointTypes(EndpointTypesSpec spec)
    {
        var writer = SourceFile.Begin(spec.Client.Namespace);
        SourceFile.Summary(writer, "The servers of the document.");
        writer.Line(SourceFile.GeneratedCode);
        writer.Open("public enum ApiServer");
        foreach (var server in spec.Servers)
        {
            SourceFile.Summary(writer, server.Description.Length > 0 ? server.Description : server.Name);
            writer.Line(server.Name + ",");
        }

        writer.Close();
        writer.Line();
        SourceFile.Summary(writer, "One operation of the document.");
        writer.Line("/// <param name=\"OperationId\">The operation's id; the method is this and <c>Async</c>.</param>");
        writer.Line("/// <param name=\"Method\">The HTTP method.</param>");
        writer.Line("/// <param name=\"RouteTemplate\">The path with its parameters in braces.</param>");
        writer.Line("/// <param name=\"Server\">The server that serves it.</param>");
        writer.Line("/// <param name=\"RequiresAuthorization\">Whether a token is sent.</param>");
        writer.Line("/// <param name=\"IsRepeatSafe\">Whether sending it twice does what sending it once does.</param>");
        writer.Line(SourceFile.GeneratedCode);
        writer.Line("public sealed record ApiEndpoint(string OperationId, global::System.Net.Http.HttpMethod Method, string RouteTemplate, ApiServer Server, bool RequiresAuthorization, bool IsRepeatSafe);");
        return writer.ToString();
    }

    public static string EmitComposition(CompositionSpec spec)
    {
        var writer = SourceFile.Begin(spec.Client.Namespace);
        writer.Open($"partial class {spec.Client.Name} : {string.Join(", ", spec.Servers.Select(server => $"global::{spec.DocumentNamespace}.{InterfaceEmitter.ServerInterface(server)}"))}");
        foreach (var server in spec.Servers)
        {
            writer.Line($"private global::{spec.DocumentNamespace}.{InterfaceEmitter.ServerInterface(server)} {Field(server.Name)} = null!;");
        }

        writer.Line();
        SourceFile.Summary(writer, "Every operation of the client, ordered by id.");
        writer.Line("public static global::System.Collections.Generic.IReadOnlyList<ApiEndpoint> Endpoints { get; } =");
        writer.Line("[");
        foreach (var operation in spec.Endpoints)
        {
            writer.Indent(() => writer.Line($"new({Literals.Text(operation.Id)}, global::System.Net.Http.HttpMethod.{Verb(operation.Method)}, {Literals.Text(operation.Path)}, ApiServer.{operation.Server}, {Bool(operation.IsSecured)}, {Bool(operation.IsRepeatSafe)}),"));
        }

        writer.Line("];");
        writer.Line();
        writer.Line("private partial T Bind<T>(ApiServer server) where T : class;");
        writer.Line();
        writer.Line("private static partial global::System.Exception EmptyResponse(ApiEndpoint endpoint);");
        writer.Line();
        writer.Line("private static partial global::System.Exception RepeatedPageToken(ApiEndpoint endpoint);");
        writer.Line();
        writer.Open("private void BindServers()");
        foreach (var server in spec.Servers)
        {
            writer.Line($"{Field(server.Name)} = Bind<I{DocumentParser.TrimApi(server.Name)}Binding>(ApiServer.{server.Name});");
        }

        writer.Close();
        writer.Line();
        writer.Open("private static ApiEndpoint Endpoint(string operationId)");
        writer.Open("foreach (var endpoint in Endpoints)");
        writer.Open("if (endpoint.OperationId == operationId)");
        writer.Line("return endpoint;");
        writer.Close();
        writer.Close();
        writer.Line();
        writer.Line("throw new global::System.ArgumentOutOfRangeException(nameof(operationId));");
        writer.Close();
        writer.Close();
        return writer.ToString();
    }

    public static string EmitTag(ClientTagSpec spec)
    {
        var writer = SourceFile.Begin(spec.Client.Namespace);
        writer.Open($"partial class {spec.Client.Name}");
        var first = true;
        foreach (var operation in spec.Tag.Operations)
        {
            if (!first)
            {
                writer.Line();
            }

            first = false;
            EmitMethod(writer, spec, operation);
            if (operation.Pagination is { } pagination)
            {
                writer.Line();
                EmitPages(writer, operation, pagination);
            }
        }

        writer.Close();
        return writer.ToString();
    }

    private static string Field(string server) => "_" + Naming.Camel(server).TrimStart('@');

    private static string Verb(string method) => char.ToUpperInvariant(method[0]) + method.Substring(1).ToLowerInvariant();

    private static string Bool(bool value) => value ? "true" : "false";

    private static void EmitMethod(SourceWriter writer, ClientTagSpec spec, OperationSpec operation)
    {
        MethodDocumentation.Write(writer, operation, forClient: true);
        var arguments = Signature.Arguments(operation, forClient: true).ToArray();
        var declaration = $"({string.Join(", ", arguments.Select(argument => argument.Declaration).Append(CancellationToken))})";
        var values = Signature.Arguments(operation, forClient: false).Select(argument => argument.Name == "request" && !operation.BodyHasRequired ? (operation.BodyIsEmpty ? "new()" : "request ?? new()") : argument.Name);
        var call = $"{Field(operation.Server)}.{Signature.MethodName(operation)}({string.Join(", ", values.Append("cancellationToken"))})";
        var head = $"{Signature.ResultType(operation)} {Signature.MethodName(operation)}{declaration}";
        switch (operation.ResultKind)
        {
            case ResultKind.None or ResultKind.Text or ResultKind.Other:
                writer.Line($"public {head} =>");
                writer.Indent(() => writer.Line(call + ";"));
                break;
            case ResultKind.List:
                writer.Line($"public async {head} =>");
                writer.Indent(() => writer.Line($"await {call}.ConfigureAwait(false) ?? [];"));
                break;
            case ResultKind.JsonText:
                writer.Line($"public async {head} =>");
                writer.Indent(() => writer.Line($"global::{spec.DocumentNamespace}.Serialization.JsonText.Unquote(await {call}.ConfigureAwait(false));"));
                break;
            default:
                writer.Line($"public async {head} =>");
                var fallback = operation.Method == "GET" || operation.ResultHasRequired ? $"throw EmptyResponse(Endpoint({Literals.Text(operation.Id)}))" : "new()";
                writer.Indent(() => writer.Line($"await {call}.ConfigureAwait(false) ?? {fallback};"));
                break;
        }

        if (operation.BodyIsEmpty)
        {
            var interfaceArguments = string.Join(", ", Signature.Arguments(operation, forClient: false).Select(argument => $"{argument.Type} {argument.Name}").Append("global::System.Threading.CancellationToken cancellationToken"));
            writer.Line();
            writer.Line($"{Signature.ResultType(operation)} global::{spec.DocumentNamespace}.{spec.Tag.InterfaceName}.{Signature.MethodName(operation)}({interfaceArguments}) =>");
            writer.Indent(() => writer.Line($"{Signature.MethodName(operation)}({string.Join(", ", arguments.Select(argument => argument.Name).Append("cancellationToken"))});"));
        }
    }

    private static void EmitPages(SourceWriter writer, OperationSpec operation, PaginationSpec pagination)
    {
        var name = operation.Id.StartsWith("List", StringComparison.Ordinal) ? "Enumerate" + operation.Id.Substring(4) : "Enumerate" + operation.Id;
        writer.Line($"/// <summary>{Literals.Documentation(operation.Summary)} All pages, one fetched when the one before it has been read.</summary>");
        writer.Line("/// <param name=\"request\">What to list; its page size is kept, and its page token is where to begin.</param>");
        writer.Line("/// <param name=\"cancellationToken\">Ends the enumeration, between and within pages.</param>");
        writer.Open($"public async global::System.Collections.Generic.IAsyncEnumerable<{pagination.Item.CSharp}> {name}Async({operation.Body!.CSharp} request, [global::System.Runtime.CompilerServices.EnumeratorCancellation] global::System.Threading.CancellationToken cancellationToken = default)");
        writer.Line("var seen = new global::System.Collections.Generic.HashSet<string>(global::System.StringComparer.Ordinal);");
        writer.Open("while (true)");
        writer.Line($"var page = await {Signature.MethodName(operation)}(request, cancellationToken).ConfigureAwait(false);");
        writer.Open($"foreach (var item in page.{pagination.Items})");
        writer.Line("cancellationToken.ThrowIfCancellationRequested();");
        writer.Line("yield return item;");
        writer.Close();
        writer.Line();
        writer.Open($"if (string.IsNullOrEmpty(page.{pagination.NextPageToken}))");
        writer.Line("yield break;");
        writer.Close();
        writer.Line();
        writer.Open($"if (!seen.Add(page.{pagination.NextPageToken}))");
        writer.Line($"throw RepeatedPageToken(Endpoint({Literals.Text(operation.Id)}));");
        writer.Close();
        writer.Line();
        writer.Line($"request = request with {{ {pagination.RequestMember} = (request.{pagination.RequestMember} ?? new()) with {{ {pagination.PageToken} = page.{pagination.NextPageToken} }} }};");
        writer.Close();
        writer.Close();
    }
}
