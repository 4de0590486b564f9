namespace Brev.Sdk.Generators.Specs;

/// <summary>Where a parameter travels.</summary>
internal enum ParameterPlace
{
    Path,
    Query,
    Header,
    Part,
}

/// <summary>How a list is written into a query.</summary>
internal enum ListForm
{
    None,
    Multi,
    Csv,
    Ssv,
    Pipes,
}

/// <summary>One parameter of an operation.</summary>
internal sealed record ParameterSpec(string Name, string WireName, ParameterPlace Place, TypeSpec Type, bool IsRequired, ListForm ListForm, string Description);
