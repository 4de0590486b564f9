namespace Brev.Sdk.Generators.Tests.Verify;

/// <summary>Says where two texts part.</summary>
internal static class FirstDifference
{
    public static string Describe(string approved, string received)
    {
        var before = approved.Split('\n');
        var after = received.Split('\n');
        var line = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"""
            first difference in line {line + 1}
              approved: {Line(before, line)}
              received: {Line(after, line)}
            """;
    }

    private static string Line(string[] lines, int index) => index < lines.Length ? lines[index] : "(the text ends before)";
}
