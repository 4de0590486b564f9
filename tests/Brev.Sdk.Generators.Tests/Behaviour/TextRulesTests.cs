using System.Text.RegularExpressions;
using Brev.Sdk.Generators.Emitting;
using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Parsing.Operations;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>The generators read some texts character by character; they find what the rule, written as an expression, finds.</summary>
public sealed class TextRulesTests
{
    private static readonly Regex Media = new(
        "\\A[A-Za-z0-9!#$&^_.+*-]+/[A-Za-z0-9!#$&^_.+*-]+( *; *[A-Za-z0-9!#$&^_.+-]+=(\"[^\"\\\\\\p{C}]*\"|[A-Za-z0-9!#$&^_.+-]+))*\\z",
        RegexOptions.CultureInvariant);

    private static readonly Regex Placeholder = new(@"\{([^{}]*)\}", RegexOptions.CultureInvariant);

    private static readonly Regex Plain = new(@"\A[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant);

    [Fact]
    public void A_media_type_stands_in_a_header_when_it_is_two_names_with_parameters()
    {
        string[] parts = ["a", "Z9", "*", "/", ";", "=", " ", "\"", "\\", "é", "\n", "\u200b", "x/y", "; q=", "=\"v w\"", ";charset=utf-8"];
        AssertSame(parts, text => Media.IsMatch(text), MediaTypes.IsWritable);
        AssertSame(parts, text => Media.IsMatch("a/b" + text), text => MediaTypes.IsWritable("a/b" + text));
    }

    [Fact]
    public void A_name_in_a_path_stays_as_it_is_when_it_is_an_identifier() =>
        AssertSame(["a", "Z", "_", "9", "é", "-", "\n", " "], text => Plain.IsMatch(text), Naming.IsPlain);

    [Fact]
    public void Placeholders_of_a_path_have_the_names_of_their_parameters()
    {
        AssertSame(
            ["{", "}", "a", "-", "/", "{b}", "{c-d}", "{}"],
            text => "/" + Placeholder.Replace(text, found => Plain.IsMatch(found.Groups[1].Value) ? found.Value : "{" + Named(found) + "}"),
            text => RouteParser.Route(
                "/" + text, Placeholder.Matches(text).Select(found => Parameter(found.Groups[1].Value, Named(found)))));
        static string Named(Match found) => "p" + found.Groups[1].Value.Length;
    }

    [Fact]
    public void Backticks_in_a_description_are_code() => AssertSame(
        ["`", "a", " ", "``", "`b`", "&", "\t", "\u00a0", ".", "<p>"],
        text => Regex.Replace(Regex.Replace(Escaped(text), "[ \t]+", " ").TrimStart(' '), "`([^`]+)`", "<c>$1</c>").Trim(),
        Literals.Documentation);

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static ParameterSpec Parameter(string wireName, string name) => new(
        name, wireName, ParameterPlace.Path, new TypeSpec(TypeKind.Text), true, ValueStyle.Simple, false, "");

    /// <summary>All texts of up to four parts.</summary>
    private static void AssertSame<T>(string[] parts, Func<string, T> rule, Func<string, T> read)
    {
        IEnumerable<string> texts = [""];
        for (var length = 0; length <= 4; length++)
        {
            foreach (var text in texts)
            {
                Assert.True(Equals(rule(text), read(text)), $"'{text}': {rule(text)} is right, and {read(text)} came.");
            }

            texts = texts.SelectMany(text => parts.Select(part => text + part));
        }
    }
}
