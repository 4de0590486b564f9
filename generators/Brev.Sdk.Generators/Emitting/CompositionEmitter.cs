using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the endpoint table of a client and what binds it to its servers.</summary>
internal static class CompositionEmitter
{
    private const string Api = SourceFile.ApiAlias;
    private const string Http = SourceFile.HttpAlias;
    private const string Operations = nameof(Operations);

    /// <summary>Waits for an object that has to be there.</summary>
    public const string Answered = nameof(Answered);

    /// <summary>Waits for a text that has to be there.</summary>
    public const string AnsweredText = nameof(AnsweredText);

    /// <summary>Waits for an object for which a new one can stand.</summary>
    public const string AnsweredOrNew = nameof(AnsweredOrNew);

    /// <summary>What a class cannot call a member without hiding what it has already.</summary>
    private static readonly string[] Taken =
    [
        Operations, "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    ];

    public static string Emit(CompositionSpec spec)
    {
        var client = spec.Client;
        var writer = SourceFile.Begin(client.Namespace, spec.DocumentNamespace);
        writer.List($"partial class {client.Name}{(spec.Servers.Count > 0 ? " : " : "")}", spec.Servers.Select(server =>
            Interface(spec, server)).ToArray(), "");
        writer.Open();
        foreach (var server in spec.Servers)
        {
            writer.Line($"private {Interface(spec, server)} {Field(server.Name)} = null!;");
        }

        EmitTable(writer, spec);
        EmitPartialMethods(writer, spec);
        EmitBinding(writer, spec);
        EmitAnswers(writer, spec);
        EmitOperations(writer, spec);
        writer.Close();
        return writer.Finish();
    }

    /// <summary>The member that stands for an operation.</summary>
    public static string Operation(string id) => $"{Operations}.{Member(id)}";

    /// <summary>No operation has an underscore in its name, so that no other one is called like it.</summary>
    private static string Member(string id) => Array.IndexOf(Taken, id) < 0 ? id : id + "_";

    public static string Field(string server) => "_" + Naming.Camel(server).TrimStart('@');

    private static string Interface(CompositionSpec spec, ServerSpec server) =>
        SourceFile.ModelsOf(spec.Client, spec.DocumentNamespace) + server.InterfaceName;

    private static void EmitTable(SourceWriter writer, CompositionSpec spec)
    {
        writer.Separate();
        SourceFile.Summary(writer, "Every operation of the client, ordered by id.");
        writer.Line(
            $"public static IReadOnlyList<{Api}::ApiEndpoint> Endpoints {{ get; }} =");
        writer.Line("[");
        if (spec.Endpoints.Count > 0)
        {
            writer.Indent(() => writer.Fill(spec.Endpoints.Select(endpoint => Operation(endpoint.Id)).ToArray(), ","));
        }

        writer.Line("];");
    }

    /// <summary>What waits for an answer, once for each way to see an empty one.</summary>
    private static void EmitAnswers(SourceWriter writer, CompositionSpec spec)
    {
        const string Task = SourceFile.ThreadingAlias + "::Tasks.Task";
        const string Awaited = "await call.ConfigureAwait(false)";
        const string Refused = "throw EmptyResponse(endpoint);";
        var answers = spec.Endpoints.Select(endpoint => spec.Client.Sees(endpoint.EmptyAnswer)).Distinct().OrderBy(answer => answer);
        foreach (var answer in answers)
        {
            switch (answer)
            {
                case EmptyAnswer.Error:
                    writer.Separate();
                    writer.Line($"private static async {Task}<T> {Answered}<T>({Task}<T> call, {Api}::ApiEndpoint endpoint)");
                    writer.Indent(() => writer.Line($"where T : class => {Awaited} ?? {Refused}"));
                    break;
                case EmptyAnswer.ErrorForText:
                    writer.Separate();
                    writer.Line($"private static async {Task}<string> {AnsweredText}({Task}<string> call, {Api}::ApiEndpoint endpoint) =>");
                    writer.Indent(() => writer.Line($"{Awaited} is {{ Length: > 0 }} text ? text : {Refused}"));
                    break;
                case EmptyAnswer.NewObject:
                    writer.Separate();
                    writer.Line($"private static async {Task}<T> {AnsweredOrNew}<T>({Task}<T> call)");
                    writer.Indent(() => writer.Line($"where T : class, new() => {Awaited} ?? new();"));
                    break;
            }
        }
    }

    /// <summary>One member for each operation, so that the compiler checks what a method says about itself.</summary>
    private static void EmitOperations(SourceWriter writer, CompositionSpec spec)
    {
        writer.Separate();
        writer.Open($"private static class {Operations}");
        foreach (var endpoint in spec.Endpoints)
        {
            writer.Filled($"public static readonly {Api}::ApiEndpoint {Member(endpoint.Id)} = new(", Row(endpoint), ");");
        }

        writer.Close();
    }

    private static string[] Row(EndpointSpec endpoint) =>
    [
        Literals.Text(endpoint.Id),
        $"{Http}::HttpMethod.{char.ToUpperInvariant(endpoint.Method[0])}{endpoint.Method.Substring(1).ToLowerInvariant()}",
        Literals.Text(endpoint.Path),
        $"{Api}::ApiServer.{endpoint.Server}",
        .. When(endpoint.IsSecured, "RequiresAuthorization"),
        .. When(endpoint.IsRepeatSafe, "IsRepeatSafe"),
        .. When(endpoint.MustAnswerCollection, "MustAnswerCollection"),
        .. When(endpoint.IsRemoval, "IsRemoval"),
        .. When(endpoint.IsSlow, "IsSlow"),
        .. When(endpoint.EmptyAnswer is EmptyAnswer.Error or EmptyAnswer.ErrorForText, "MustAnswerValue"),
    ];

    private static string[] When(bool value, string name) => value ? [name + ": true"] : [];

    private static void EmitPartialMethods(SourceWriter writer, CompositionSpec spec)
    {
        writer.Separate();
        writer.Line("// Written by hand: how an interface is bound to its server.");
        writer.Line($"private partial T Bind<T>({Api}::ApiServer server)");
        writer.Indent(() => writer.Line("where T : class;"));
        writer.Line();
        if (!spec.Client.IsSparedEmptyAnswers || spec.Endpoints.Any(endpoint => endpoint.EmptyAnswer == EmptyAnswer.ErrorForText))
        {
            writer.Line("// Written by hand: what is thrown when a successful answer is empty and has to hold something.");
            writer.Line($"private static partial global::System.Exception EmptyResponse({Api}::ApiEndpoint endpoint);");
            writer.Line();
        }

        writer.Line("// Written by hand: what is thrown when a list comes back to a page that it has given before.");
        writer.Line($"private static partial global::System.Exception RepeatedPageToken({Api}::ApiEndpoint endpoint);");
    }

    private static void EmitBinding(SourceWriter writer, CompositionSpec spec)
    {
        writer.Separate();
        writer.Open("private void BindServers()");
        foreach (var server in spec.Servers)
        {
            var binding = $"{Api}::{server.BindingName}";
            writer.Line($"{Field(server.Name)} = Bind<{binding}>({Api}::ApiServer.{server.Name});");
        }

        writer.Close();
    }
}
