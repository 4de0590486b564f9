namespace Brev.Sdk.Generators.Specs;

/// <summary>One server.</summary>
internal sealed record ServerSpec(string Name, string InterfaceName, string Url, string Description)
{
    /// <summary>The name of the binding interface that the client's project writes by hand.</summary>
    public string BindingName => (InterfaceName.EndsWith("Api", StringComparison.Ordinal)
        ? InterfaceName.Substring(0, InterfaceName.Length - "Api".Length)
        : InterfaceName) + "Binding";
}
