namespace Brev.Sdk.Tests.Rules;

/// <summary>One line of the code that keeps a rule, what breaks it, and the tests that notice.</summary>
/// <param name="Rule">The rule, with its number in the design where it has one.</param>
/// <param name="File">The file, from the folder <c>src/Brev.Sdk</c>.</param>
/// <param name="Line">The text that keeps the rule; it stands in the file exactly once.</param>
/// <param name="Instead">What breaks it.</param>
/// <param name="Tests">The tests that fail then, as <c>Class.Method</c>.</param>
public sealed record RuleRow(string Rule, string File, string Line, string Instead, IReadOnlyList<string> Tests)
{
    public static IReadOnlyList<RuleRow> All { get; } =
    [
        .. System.IO.File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Rules", "rules.tsv")).Skip(1).Where(line => line.Length > 0).Select(Parse),
    ];

    public override string ToString() => $"{Rule}: {Line}";

    private static RuleRow Parse(string line) => line.Split('\t') is [var rule, var file, var text, var instead, var tests]
        ? new RuleRow(rule, file, text, instead, tests.Split(' '))
        : throw new FormatException($"Not five columns: {line}");
}
