using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Names the parameters of one method. Of two with the same name, the one that is not in the path says where it travels.</summary>
internal static class ParameterNames
{
    private static readonly string[] Reserved = ["request", "cancellationToken"];

    public static ParameterSpec[] Assign(IReadOnlyList<ParameterSpec> parameters)
    {
        var scope = new NameScope(StringComparer.OrdinalIgnoreCase).Reserve(Reserved);
        var order = Enumerable.Range(0, parameters.Count).ToArray();
        Array.Sort(order, (one, other) => Compare(parameters[one], parameters[other]));
        var named = new ParameterSpec[parameters.Count];
        foreach (var index in order)
        {
            named[index] = parameters[index] with { Name = Naming.Escaped(Name(scope, parameters[index])) };
        }

        return named;
    }

    private static int Compare(ParameterSpec one, ParameterSpec other) =>
        one.Place == other.Place ? string.CompareOrdinal(one.WireName, other.WireName) : (int)one.Place - (int)other.Place;

    private static string Name(NameScope scope, ParameterSpec parameter)
    {
        var name = Naming.Camel(parameter.WireName).TrimStart('@');
        return scope.Claim(scope.IsTaken(name) ? name + parameter.Place : name, $"{parameter.Place} {parameter.WireName}");
    }
}
