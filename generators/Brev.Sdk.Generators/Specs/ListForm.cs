namespace Brev.Sdk.Generators.Specs;

/// <summary>How a list is written into a query.</summary>
internal enum ListForm
{
    None,
    Multi,
    Csv,
    Ssv,
    Pipes,
}
