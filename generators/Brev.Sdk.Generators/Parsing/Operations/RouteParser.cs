using System.Text.RegularExpressions;
using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Parsing.Schemas;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Fits the path and its parameters together.</summary>
internal sealed class RouteParser(ProblemLog problems)
{
    private static readonly Regex Placeholder = new(@"\{([^{}]*)\}", RegexOptions.CultureInvariant);

    private static readonly Regex Plain = new("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant);

    /// <summary>A placeholder without a parameter gets one; a parameter without a placeholder is left out.</summary>
    public void Complete(FoundOperation found, List<ParameterSpec> parameters)
    {
        var placeholders =
            Placeholder.Matches(found.Path).Cast<Match>().Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var name in placeholders.Where(name =>
            !parameters.Any(parameter => parameter.Place == ParameterPlace.Path && parameter.WireName == name)))
        {
            problems.Add(ProblemIds.UndeclaredPathParameter, found.Pointer, name);
            parameters.Add(new ParameterSpec("", name, ParameterPlace.Path, ScalarTypes.Text, true, ValueStyle.Simple, false, ""));
        }

        foreach (var parameter in parameters.Where(parameter => parameter.Place == ParameterPlace.Path
            && !placeholders.Contains(parameter.WireName)).ToArray())
        {
            problems.Add(ProblemIds.UnsupportedParameter, found.Pointer, parameter.WireName, "its path has no placeholder for it");
            parameters.Remove(parameter);
        }
    }

    /// <summary>The path with placeholders that are identifiers.</summary>
    public static string Route(string path, IEnumerable<ParameterSpec> parameters)
    {
        var names = parameters
            .Where(parameter => parameter.Place == ParameterPlace.Path)
            .ToDictionary(parameter => parameter.WireName, parameter => parameter.Name.TrimStart('@'));
        var route = Placeholder.Replace(path, match => IsPlain(match.Groups[1].Value)
            ? match.Value
            : "{" + names[match.Groups[1].Value] + "}");
        return route.StartsWith("/", StringComparison.Ordinal) ? route : "/" + route;
    }

    public static bool IsPlain(string name) => Plain.IsMatch(name);
}
