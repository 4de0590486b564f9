namespace Brev.Sdk.Generators.Emitting;

/// <summary>A parameter of the method that Refit implements in the place of an operation's own.</summary>
/// <param name="Attribute">What tells Refit where it travels.</param>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">What makes it out of the operation's own arguments.</param>
internal sealed record CoreParameter(string Attribute, string Type, string Name, string Value)
{
    public string Declaration => $"{Type} {Name}";
}
