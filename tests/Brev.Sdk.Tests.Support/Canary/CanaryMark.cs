using System.Text.RegularExpressions;

namespace Brev.Sdk.Tests.Canary;

/// <summary>What the secrets of this suite have in common, so that a piece of one is known wherever it turns up.</summary>
internal static partial class CanaryMark
{
    private const int ExcerptLength = 160;

    /// <summary>
    /// What stands before the first mark in a text, without the secret itself; <see langword="null"/> when there is no mark.
    /// </summary>
    public static string? FindIn(string text)
    {
        // Nearly every text ends here. A stack trace is looked away from only after a hit: it names methods and source files, never values.
        if (!Mark().IsMatch(text))
        {
            return null;
        }

        var told = StackFrame().Replace(text, "");
        if (Mark().Match(told) is not { Success: true } mark)
        {
            return null;
        }

        var start = Math.Max(0, mark.Index - ExcerptLength);
        return $"{told[start..mark.Index]}*** ({mark.Value})".ReplaceLineEndings(" ");
    }

    /// <summary>
    /// The word in every secret that a test makes up, plain and in base64; how the header and the claims of every JWT begin; and what the
    /// fake's identity provider hands out: a prefix and 32 hexadecimal digits.
    /// </summary>
    [GeneratedRegex(
        "canary|Y2FuYXJ5|eyJhbGciOi|eyJpc3MiOi|s3cr3t|(?:session|refresh|device|bak)-[0-9a-f]{32}", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^ +at .*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex StackFrame();
}
