namespace Brev.Sdk.Generators.Specs;

/// <summary>Something in a document that is reported.</summary>
internal sealed record ProblemSpec(string Id, LocationSpec Location, EquatableArray<string> Arguments);

/// <summary>A place in a file; lines and columns begin at zero, as the compiler counts them.</summary>
internal sealed record LocationSpec(string Path, int Line, int Column, int Length)
{
    public static LocationSpec Start(string path) => new(path, 0, 0, 0);
}
