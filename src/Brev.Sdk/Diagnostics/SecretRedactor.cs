using System.Text;
using System.Text.RegularExpressions;

namespace Brev.Sdk.Diagnostics;

/// <summary>
/// Takes secrets out of text that a server sent, before it reaches an exception or a log. Every pattern is linear in the length of the text: a body that a
/// server, or a host in between, has made up must not cost seconds.
/// </summary>
internal static partial class SecretRedactor
{
    public const string Mask = "***";

    /// <summary>
    /// How far beyond the shown part patterns look, so that a secret that begins inside is recognized. Patterns of longer ones end with the text as well.
    /// </summary>
    private const int Margin = 4096;

    /// <summary>Parts of the names of members that hold secrets; a description is none.</summary>
    private const string Names =
        "token|password|secret|api_?key|private_?key|session_?key|auth_?key|privateKeyData|cert|device_?code|login_?url|registrationCommand|coupon_?code|identity|authorization|(?<!de)script|setupBash|verbYaml|yamlString|user_data_base64|exec_?str|environmentVariables";

    /// <summary>Whether a member of this name holds a secret.</summary>
    public static bool IsSecretName(string name) => SecretName().IsMatch(name);

    /// <summary>The whole text with its secrets masked.</summary>
    public static string Redact(string text) => Redact(text, text.Length, []);

    /// <summary>The beginning of the text with its secrets masked; what comes after it is looked at only as far as a secret may reach.</summary>
    /// <param name="text">What was sent.</param>
    /// <param name="length">How much to show; a longer text ends in an ellipsis.</param>
    /// <param name="known">Secrets that no pattern recognizes.</param>
    public static string Redact(string text, int length, IReadOnlyCollection<string> known)
    {
        var seen = text.Length - length > Margin ? text[..(length + Margin)] : text;
        var hidden = Patterns(seen, seen.Length < text.Length).Concat(known.SelectMany(secret => Occurrences(seen, secret)));
        return Cover(seen, length, hidden.OrderBy(range => range.Start));
    }

    private static IEnumerable<(int Start, int End)> Patterns(string text, bool isCut) =>
        Ranges(PrivateKey().Matches(text))
            .Concat(Members(text))
            .Concat(Ranges(BearerValue().Matches(text)))
            .Concat(Ranges(TokenShape().Matches(text)))
            .Concat(Ranges(UserInfo().Matches(text)))
            .Concat(isCut ? Ranges(UserInfoAtTheCut().Matches(text)) : []);

    /// <summary>
    /// Values of JSON members whose names say that they are secret, cut-off ones and those inside a text of their own included. A value is looked at once, and
    /// only when its name asks for it.
    /// </summary>
    private static IEnumerable<(int Start, int End)> Members(string text)
    {
        var end = 0;
        foreach (Match head in MemberHead().Matches(text))
        {
            if (head.Index >= end && IsSecretName(head.Groups["name"].Value))
            {
                var start = head.Index + head.Length;
                end = ValueEnd(text, start);
                yield return (start, end);
            }
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

    private static IEnumerable<(int Start, int End)> Ranges(IEnumerable<Match> matches) => matches
        .Select(match => match.Groups["secret"] is { Success: true } secret ? secret : match)
        .Select(found => (found.Index, found.Index + found.Length));

    private static IEnumerable<(int Start, int End)> Occurrences(string text, string secret)
    {
        var beginning = secret.Length > Margin ? secret[..Margin] : secret;
        for (var at = Find(0); at >= 0; at = Find(at + secret.Length))
        {
            yield return (at, at + secret.Length);
        }

        int Find(int from) => from < text.Length ? text.IndexOf(beginning, from, StringComparison.OrdinalIgnoreCase) : -1;
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

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex PrivateKey();

    [GeneratedRegex("^value$|" + Names, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    /// <summary>
    /// A member of JSON up to the first character of its text. One named just <c>value</c> is what managed secrets travel in, so that an error which repeats a
    /// request would show one.
    /// </summary>
    [GeneratedRegex("""(?>"(?<name>[^"\\]*)\\*")(?>\s*:\s*\\*")""", RegexOptions.CultureInvariant)]
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
