using System.Text;
using System.Text.RegularExpressions;

namespace Brev.Sdk.Diagnostics;

/// <summary>
/// Takes secrets out of text that a server sent, before it reaches an exception or a log. Every pattern is linear in the length of the
/// text: a body that a server, or a host in between, has made up must not cost seconds.
/// </summary>
internal static partial class SecretRedactor
{
    public const string Mask = "***";

    /// <summary>
    /// How far beyond the shown part patterns look, so that a secret that begins inside is recognized. Patterns of longer ones end with the
    /// text as well.
    /// </summary>
    private const int Margin = 4096;

    /// <summary>Parts of the names of members that hold secrets; a description is none.</summary>
    private const string Names =
        "token|password|secret|api_?key|private_?key|session_?key|auth_?key|privateKeyData|cert|device_?code|login_?url"
            + "|registrationCommand|coupon_?code|identity|authorization|(?<!de)script|setupBash|verbYaml|yamlString|user_data_base64"
            + "|exec_?str|environmentVariables";

    /// <summary>Whether a member of this name holds a secret.</summary>
    public static bool IsSecretName(string name) => SecretName().IsMatch(name);

    /// <summary>The whole text with its secrets masked.</summary>
    public static string Redact(string text) => Redact(text, text.Length, []);

    /// <summary>
    /// The beginning of the text with its secrets masked; what comes after it is looked at only as far as a secret may reach.
    /// </summary>
    /// <param name="text">What was sent.</param>
    /// <param name="length">How much to show; a longer text ends in an ellipsis.</param>
    /// <param name="known">Secrets that no pattern recognizes.</param>
    public static string Redact(string text, int length, IReadOnlyList<KnownSecret> known)
    {
        var isCut = text.Length - length > Margin;
        var seen = isCut ? text[..(length + Margin)] : text;
        var hidden = Find(seen, isCut, known);
        return hidden is null && text.Length <= length
            ? text
            : Cover(seen, length, hidden?.OrderBy(range => range.Start) ?? Enumerable.Empty<(int Start, int End)>());
    }

    /// <summary>Where secrets stand; <see langword="null"/> for the usual text without any, which costs no memory.</summary>
    private static List<(int Start, int End)>? Find(string text, bool isCut, IReadOnlyList<KnownSecret> known)
    {
        List<(int Start, int End)>? found = null;
        AddMatches(PrivateKey(), text, ref found);
        AddMembers(text, ref found);
        AddMatches(BearerValue(), text, ref found);
        AddMatches(TokenShape(), text, ref found);
        AddMatches(UserInfo(), text, ref found);
        if (isCut)
        {
            AddMatches(UserInfoAtTheCut(), text, ref found);
        }

        for (var index = 0; index < known.Count; index++)
        {
            Add(known[index].FindIn(text), ref found);
        }

        return found;
    }

    private static void AddMatches(Regex pattern, string text, ref List<(int Start, int End)>? found)
    {
        if (pattern.IsMatch(text))
        {
            Add(pattern.Matches(text).Select(match => match.Groups["secret"] is { Success: true } secret
                ? secret
                : match).Select(match => (match.Index, match.Index + match.Length)), ref found);
        }
    }

    /// <summary>
    /// Values of JSON members whose names say that they are secret, cut-off ones and those inside a text of their own included. A value is
    /// looked at once, and only when its name asks for it.
    /// </summary>
    private static void AddMembers(string text, ref List<(int Start, int End)>? found)
    {
        var end = 0;
        foreach (var head in MemberHead().EnumerateMatches(text))
        {
            var name = text.AsSpan(head.Index + 1, head.Length - 1);
            name = name[..name.IndexOfAny('"', '\\')];
            if (head.Index >= end && SecretName().IsMatch(name))
            {
                var start = head.Index + head.Length;
                end = ValueEnd(text, start);
                (found ??= []).Add((start, end));
            }
        }
    }

    private static void Add(IEnumerable<(int Start, int End)> ranges, ref List<(int Start, int End)>? found)
    {
        foreach (var range in ranges)
        {
            (found ??= []).Add(range);
        }
    }

    private static int ValueEnd(string text, int start)
    {
        var at = start;
        while (at < text.Length && text[at] != '"')
        {
            at += text[at] == '\\' ? 2 : 1;
        }

        return Math.Min(at, text.Length);
    }

    private static string Cover(string text, int length, IEnumerable<(int Start, int End)> hidden)
    {
        var shown = new StringBuilder();
        var (at, end) = (0, Math.Min(length, text.Length));
        foreach (var (from, to) in hidden.Where(range => range.Start < range.End && range.Start < end))
        {
            if (from >= at)
            {
                shown.Append(text, at, from - at).Append(Mask);
            }

            at = Math.Max(at, to);
        }

        if (at < end)
        {
            shown.Append(text, at, end - at);
        }

        if (text.Length > length || shown.Length > length)
        {
            shown.Length = Math.Min(shown.Length, length);
            shown.Append('…');
        }

        return shown.ToString();
    }

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)", RegexOptions.Singleline
        | RegexOptions.CultureInvariant)]
    private static partial Regex PrivateKey();

    [GeneratedRegex("^value$|" + Names, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    /// <summary>
    /// A member of JSON up to the first character of its text. One named just <c>value</c> is what managed secrets travel in, so that an
    /// error which repeats a request would show one.
    /// </summary>
    [GeneratedRegex("""(?>"[^"\\]*\\*")(?>\s*:\s*\\*")""", RegexOptions.CultureInvariant)]
    private static partial Regex MemberHead();

    [GeneratedRegex(@"\b(?:Bearer|Basic)(?>\s+)(?<secret>[^\s""',;<>]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BearerValue();

    /// <summary>JSON Web Tokens and Brev's API keys, wherever they stand.</summary>
    [GeneratedRegex(@"\beyJ[\w-]{4,}(?:\.[\w-]+)*\.?|\bbak-[\w-]+", RegexOptions.CultureInvariant)]
    private static partial Regex TokenShape();

    [GeneratedRegex(@"://(?<secret>[^/\s""']+)@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"://(?<secret>[^/\s""']+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfoAtTheCut();
}
