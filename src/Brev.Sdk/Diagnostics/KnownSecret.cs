using System.Text.Encodings.Web;
using System.Text.Json;

namespace Brev.Sdk.Diagnostics;

/// <summary>
/// A secret that is known, and that a text may repeat in any form: as it is, as JSON writes it, as JSON writes that inside a text of its
/// own, and as an address writes it. Every form leaves letters and digits as they are, so a text without the longest run of them holds
/// none, and the forms are made only for the others.
/// </summary>
internal sealed class KnownSecret(string value)
{
    /// <summary>Where the run is looked for, so that it stands in what is compared of a long form as well.</summary>
    private const int Beginning = 256;

    /// <summary>What is compared of a form: a text may be cut off behind it.</summary>
    private const int LongestComparison = 4096;

    private readonly Range _mark = LongestRun(value);
    private IReadOnlyCollection<string>? _forms;

    /// <summary>Every place where the text repeats it, whatever the case.</summary>
    public IEnumerable<(int Start, int End)> FindIn(string text) =>
        text.AsSpan().Contains(value.AsSpan()[_mark], StringComparison.OrdinalIgnoreCase)
            ? (_forms ??= Forms(value)).SelectMany(form => Occurrences(text, form))
            : [];

    /// <summary>Not the value.</summary>
    public override string ToString() => SecretRedactor.Mask;

    private static HashSet<string> Forms(string secret)
    {
        string[] once = [secret, Encode(
            secret, JavaScriptEncoder.Default), Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping), Uri.EscapeDataString(secret)];
        return once.SelectMany(form => new[] { Encode(form, JavaScriptEncoder.UnsafeRelaxedJsonEscaping), form }).ToHashSet(
            StringComparer.Ordinal);
    }

    private static string Encode(string text, JavaScriptEncoder encoder) => JsonEncodedText.Encode(text, encoder).ToString();

    private static IEnumerable<(int Start, int End)> Occurrences(string text, string form)
    {
        var compared = form.Length > LongestComparison ? form[..LongestComparison] : form;
        for (var at = Find(0); at >= 0; at = Find(at + form.Length))
        {
            yield return (at, at + form.Length);
        }

        int Find(int from) => from < text.Length ? text.IndexOf(compared, from, StringComparison.OrdinalIgnoreCase) : -1;
    }

    private static Range LongestRun(string text)
    {
        var (best, start) = (0..0, 0);
        var end = Math.Min(text.Length, Beginning);
        for (var at = 0; at <= end; at++)
        {
            if (at == end || !char.IsAsciiLetterOrDigit(text[at]))
            {
                best = at - start > best.End.Value - best.Start.Value ? start..at : best;
                start = at + 1;
            }
        }

        return best;
    }
}
