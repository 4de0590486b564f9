using System.Text.Json;

namespace Brev.Sdk.Tests.Fixtures;

/// <summary>Finds the C# type that a row of the table names as it is written in source.</summary>
public static class FixtureType
{
    private const string List = "IReadOnlyList<";

    public static Type Find(string name) => name switch
    {
        "string" => typeof(string),
        "JsonElement" => typeof(JsonElement),
        _ when name.StartsWith(List, StringComparison.Ordinal) => typeof(IReadOnlyList<>).MakeGenericType(Find(name[List.Length..^1])),
        _ => typeof(Workspace).Assembly.GetType("Brev.Sdk." + name, throwOnError: true)!,
    };
}
