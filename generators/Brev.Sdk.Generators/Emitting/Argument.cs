namespace Brev.Sdk.Generators.Emitting;

/// <summary>One parameter of a C# method.</summary>
internal sealed record Argument(string Name, string Type, string Attribute, bool IsOptional, string Description)
{
    public string Declaration => $"{Type}{(IsOptional ? "?" : "")} {Name}{(IsOptional ? " = null" : "")}";
}
