using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Diagnostics;

/// <summary>What is reported, as the compiler prints it: file, line, column, severity, id and message.</summary>
internal static class ReportedText
{
    public static GeneratorRun Run(string text) => GeneratorHarness.Contracts(MemoryFile.Document(text));

    public static string[] Reported(string text) => Texts(Run(text));

    public static string[] Texts(GeneratorRun run) => [.. run.Diagnostics.Select(diagnostic => diagnostic.ToString())];
}
