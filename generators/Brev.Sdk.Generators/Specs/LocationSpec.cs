namespace Brev.Sdk.Generators.Specs;

/// <summary>A place in a file; lines and columns begin at zero, as the compiler counts them.</summary>
internal sealed record LocationSpec(string Path, int Line, int Column, int Length)
{
    public static LocationSpec Start(string path) => new(path, 0, 0, 0);
}
