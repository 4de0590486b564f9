using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Diagnostics;

/// <summary>A fault of the generator itself, as a problem of the document it happened in.</summary>
internal static class Unexpected
{
    public static ProblemSpec Problem(string path, Exception exception) =>
        new(ProblemIds.Unexpected, LocationSpec.Start(path), new(Arguments(exception)));

    /// <summary>What the message of the problem says.</summary>
    public static string[] Arguments(Exception exception) =>
        [exception.GetType().FullName ?? exception.GetType().Name, exception.Message.Split('\n')[0].Trim()];
}
