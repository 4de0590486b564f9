namespace Brev.Sdk.Generators.Specs;

/// <summary>An exception that the client's methods document.</summary>
internal sealed record ClientExceptionSpec(string Type, string Text, bool OnlyWhenSecured);
