using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>One parameter of a C# method.</summary>
internal sealed record Argument(string Name, string Type, string Attribute, bool IsOptional, string Description, bool IsBody = false)
{
    public string Declaration => $"{Type}{(IsOptional ? "?" : "")} {Name}{(IsOptional ? " = null" : "")}";
}

/// <summary>The C# face of an operation, the same for its interface and the client.</summary>
internal static class Signature
{
    public const string CancellationToken = "global::System.Threading.CancellationToken cancellationToken = default";

    public static string MethodName(OperationSpec operation) => operation.Id + "Async";

    public static string ResultType(OperationSpec operation) =>
        operation.ResultKind == ResultKind.None ? "global::System.Threading.Tasks.Task" : $"global::System.Threading.Tasks.Task<{operation.Result!.CSharp}>";

    /// <summary>Required ones first, then the body, then the optional ones.</summary>
    public static IEnumerable<Argument> Arguments(OperationSpec operation, bool forClient)
    {
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.IsRequired).OrderBy(parameter => parameter.Place))
        {
            yield return Create(parameter);
        }

        if (operation.Body is { } body && !(forClient && operation.BodyIsEmpty))
        {
            yield return new Argument("request", body.CSharp, "[global::Refit.Body]", forClient && !operation.BodyHasRequired, operation.BodyDescription, IsBody: true);
        }

        foreach (var parameter in operation.Parameters.Where(parameter => !parameter.IsRequired))
        {
            yield return Create(parameter);
        }
    }

    private static Argument Create(ParameterSpec parameter)
    {
        var alias = parameter.Name.TrimStart('@') == parameter.WireName ? "" : $"[global::Refit.AliasAs({Literals.Text(parameter.WireName)})]";
        var attribute = parameter.Place switch
        {
            ParameterPlace.Query => "[global::Refit.Query]" + alias,
            ParameterPlace.Header => $"[global::Refit.Header({Literals.Text(parameter.WireName)})]",
            _ => alias,
        };
        return new Argument(parameter.Name, parameter.Type.CSharp, attribute, !parameter.IsRequired, parameter.Description);
    }
}
