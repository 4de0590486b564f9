namespace Brev.Sdk.Generators.Specs;

/// <summary>A variable of a server's address.</summary>
/// <param name="Name">Its name in the document.</param>
/// <param name="Parameter">Its name as a parameter.</param>
/// <param name="Constant">The name of the constant with its default.</param>
/// <param name="Default">What stands for it when nothing is said.</param>
/// <param name="Values">What it can be; empty when it can be anything.</param>
/// <param name="Description">What the document says about it.</param>
internal sealed record ServerVariableSpec(
    string Name, string Parameter, string Constant, string Default, EquatableArray<string> Values, string Description)
{
    public string Placeholder => "{" + Name + "}";
}
