namespace Brev.Sdk.Generators.Emitting;

/// <summary>One parameter of a C# method.</summary>
internal sealed record Argument(string Name, string Type, string Attribute, bool IsOptional, string Description, bool IsBody = false)
{
    /// <summary>The method of the client that refuses what would go astray; empty when every value is fine.</summary>
    public string Guard { get; init; } = "";

    /// <summary>The argument as it is handed on.</summary>
    public string Guarded => Guard.Length == 0 ? Name : $"{Guard}({Name})";

    public string Declaration => $"{Type}{(IsOptional ? "?" : "")} {Name}{(IsOptional ? " = null" : "")}";
}
