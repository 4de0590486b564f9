using System.Text;
using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Parsing.Schemas;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Fits the path and its parameters together.</summary>
internal sealed class RouteParser(ProblemLog problems)
{
    private static readonly char[] Braces = ['{', '}'];

    /// <summary>A placeholder without a parameter gets one; a parameter without a placeholder is left out.</summary>
    public void Complete(FoundOperation found, List<ParameterSpec> parameters)
    {
        var placeholders = new List<string>();
        for (var at = Placeholder(found.Path, 0, out var name); at >= 0; at = Placeholder(found.Path, at + name.Length + 2, out name))
        {
            if (!placeholders.Contains(name))
            {
                placeholders.Add(name);
            }
        }

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
        var route = new StringBuilder(path.StartsWith("/", StringComparison.Ordinal) ? "" : "/");
        var copied = 0;
        for (var at = Placeholder(path, 0, out var name); at >= 0; at = Placeholder(path, copied, out name))
        {
            var written = Naming.IsPlain(name) ? name : parameters
                .First(parameter => parameter.Place == ParameterPlace.Path && parameter.WireName == name).Name.TrimStart('@');
            AppendLiteral(route, path, copied, at);
            route.Append('{').Append(written).Append('}');
            copied = at + name.Length + 2;
        }

        AppendLiteral(route, path, copied, path.Length);
        return route.ToString();
    }

    /// <summary>A percent sign that begins no escape is escaped, so that it does not become one with the value behind it.</summary>
    private static void AppendLiteral(StringBuilder route, string path, int start, int end)
    {
        for (var index = start; index < end; index++)
        {
            var isEscape = index + 2 < end && Uri.IsHexDigit(path[index + 1]) && Uri.IsHexDigit(path[index + 2]);
            route.Append(path[index]).Append(path[index] == '%' && !isEscape ? "25" : "");
        }
    }

    /// <summary>Where the next name in braces begins, and that name; -1 when there is none.</summary>
    private static int Placeholder(string path, int start, out string name)
    {
        for (var open = path.IndexOf('{', start); open >= 0; open = path.IndexOf('{', open + 1))
        {
            var end = path.IndexOfAny(Braces, open + 1);
            if (end >= 0 && path[end] == '}')
            {
                name = path.Substring(open + 1, end - open - 1);
                return open;
            }
        }

        name = "";
        return -1;
    }
}
