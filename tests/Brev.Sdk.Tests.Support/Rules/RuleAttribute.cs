namespace Brev.Sdk.Tests;

/// <summary>Names the rule of authentication that a test holds, by its number in <c>src/Brev.Sdk/Authentication/README.md</c>.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class RuleAttribute(string number) : Attribute
{
    public string Number { get; } = number;
}
