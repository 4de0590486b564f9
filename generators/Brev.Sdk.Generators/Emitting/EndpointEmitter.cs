using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the types of the endpoint table.</summary>
internal static class EndpointEmitter
{
    public static string EmitServers(EndpointTypesSpec spec)
    {
        var writer = SourceFile.Begin(spec.Namespace);
        SourceFile.Summary(writer, "The servers of the document.");
        writer.Line(SourceFile.GeneratedCode);
        writer.Open("public enum ApiServer");
        foreach (var server in spec.Servers)
        {
            writer.Separate();
            SourceFile.Summary(writer, server.Description, server.Name);
            writer.Line(server.Name + ",");
        }

        writer.Close();
        return writer.Finish();
    }

    public static string EmitEndpoint(string targetNamespace)
    {
        var writer = SourceFile.Begin(targetNamespace);
        SourceFile.Summary(writer, "One operation of the document.");
        MethodDocumentation.Parameter(writer, "OperationId", "The operation's id; the method is this and `Async`.");
        MethodDocumentation.Parameter(writer, "Method", "The HTTP method.");
        MethodDocumentation.Parameter(writer, "RouteTemplate", "The path with its parameters in braces.");
        MethodDocumentation.Parameter(writer, "Server", "The server that serves it.");
        MethodDocumentation.Parameter(writer, "RequiresAuthorization", "Whether a token is sent.");
        MethodDocumentation.Parameter(writer, "IsRepeatSafe", "Whether sending it twice does what sending it once does.");
        MethodDocumentation.Parameter(
            writer,
            "MustAnswerCollection",
            "Whether it answers with a list or a map, so that no bytes are no answer; the JSON value `null` is an empty one.");
        MethodDocumentation.Parameter(
            writer, "IsRemoval", "Whether it takes something away: that this is missing afterwards is then what was asked for.");
        MethodDocumentation.Parameter(writer, "IsSlow", "Whether its answer is so large that the usual time limit is too short for it.");
        MethodDocumentation.Parameter(
            writer,
            "MustAnswerValue",
            "Whether it answers with an object or a text, so that neither no bytes nor the JSON value `null` is an answer.");
        writer.Line(SourceFile.GeneratedCode);
        writer.List(
            "public sealed record ApiEndpoint(",
            [
                "string OperationId",
                "global::System.Net.Http.HttpMethod Method",
                "string RouteTemplate",
                "ApiServer Server",
                "bool RequiresAuthorization = false",
                "bool IsRepeatSafe = false",
                "bool MustAnswerCollection = false",
                "bool IsRemoval = false",
                "bool IsSlow = false",
                "bool MustAnswerValue = false",
            ],
            ");");
        return writer.Finish();
    }
}
