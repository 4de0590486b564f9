namespace Brev.Sdk.Generators.Specs;

/// <summary>How a number travels.</summary>
internal enum NumberForm
{
    Plain,

    /// <summary>Written as a string, read from either.</summary>
    Text,

    /// <summary>Written as a number, read from either.</summary>
    Either,
}
