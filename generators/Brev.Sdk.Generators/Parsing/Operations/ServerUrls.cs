using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Reads the address of a server with its variables.</summary>
internal static class ServerUrls
{
    public static string[] Reserved { get; } =
        [ServerUrlsSpec.TypeName, "Equals", "ReferenceEquals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize"];

    /// <param name="server">The server.</param>
    /// <param name="name">Its name.</param>
    /// <param name="scope">The names of the members of the emitted class.</param>
    public static ServerUrlSpec Parse(OpenApiServer server, string name, NameScope scope)
    {
        var url = server.Url ?? "";
        var described = server.Variables ?? new Dictionary<string, OpenApiServerVariable>();
        var variables = described.Keys
            .Where(variable => url.Contains("{" + variable + "}"))
            .OrderBy(variable => variable, StringComparer.Ordinal)
            .ToArray();
        var parameters = new NameScope(StringComparer.OrdinalIgnoreCase)
            .Assign(variables, static key => Naming.Camel(key).TrimStart('@'), static (_, _) => { });
        if (variables.Length == 0)
        {
            return new ServerUrlSpec(name, "", "", url, server.Description ?? "", default);
        }

        var template = scope.Claim(name + "Template", name);
        return new ServerUrlSpec(name, template, scope.Claim(name + "With", name), url, server.Description
            ?? "", new(variables.Select(variable => new ServerVariableSpec(
            variable,
            Naming.Escaped(parameters[variable]),
            scope.Claim(name + Naming.Pascal(variable), $"{name} {variable}"),
            described[variable].Default ?? "",
            new(described[variable].Enum ?? []),
            described[variable].Description ?? ""))));
    }
}
