namespace Brev.Sdk.Generators.Reading;

/// <summary>How a member of an object of the document holds others.</summary>
internal enum NodeShape
{
    One,
    List,
    Map,
}
