using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Names the parameters of one method. Of two with the same name, the one that is not in the path says where it travels.</summary>
internal static class ParameterNames
{
    private static readonly string[] Reserved = ["request", "cancellationToken"];

    public static IEnumerable<ParameterSpec> Assign(IReadOnlyList<ParameterSpec> parameters)
    {
        var scope = new NameScope(StringComparer.OrdinalIgnoreCase).Reserve(Reserved);
        var names = new Dictionary<ParameterSpec, string>();
        foreach (var parameter in parameters.OrderBy(parameter => parameter.Place).ThenBy(
            parameter => parameter.WireName, StringComparer.Ordinal))
        {
            names[parameter] = Name(scope, parameter, names.Values);
        }

        return parameters.Select(parameter => parameter with { Name = Naming.Escaped(names[parameter]) });
    }

    private static string Name(NameScope scope, ParameterSpec parameter, IEnumerable<string> given)
    {
        var name = Naming.Camel(parameter.WireName).TrimStart('@');
        var isTaken = given.Concat(Reserved).Contains(name, StringComparer.OrdinalIgnoreCase);
        return scope.Claim(isTaken ? name + parameter.Place : name, $"{parameter.Place} {parameter.WireName}");
    }
}
