namespace Brev.Sdk.Generators.Specs;

/// <summary>Where a parameter travels.</summary>
internal enum ParameterPlace
{
    Path,
    Query,
    Header,
    Cookie,
    Part,
}
