using System.Text.RegularExpressions;

namespace Brev.Sdk.Diagnostics;

/// <summary>Takes secrets out of text that a server sent, before it reaches an exception or a log.</summary>
internal static partial class SecretRedactor
{
    public const string Mask = "***";

    /// <summary>Parts of the names of members that hold secrets; a description is none.</summary>
    private const string Names =
        "token|password|secret|api_?key|private_?key|session_?key|auth_?key|privateKeyData|cert|device_?code|login_?url|registrationCommand|coupon_?code|identity|authorization|(?<!de)script|setupBash|verbYaml|yamlString|user_data_base64|exec_?str|environmentVariables";

    /// <summary>Whether a member of this name holds a secret.</summary>
    public static bool IsSecretName(string name) => SecretName().IsMatch(name);

    public static string Redact(string text)
    {
        text = PrivateKey().Replace(text, Mask);
        text = SecretMember().Replace(text, "${name}" + Mask + "${end}");
        text = BearerValue().Replace(text, "${scheme} " + Mask);
        text = TokenShape().Replace(text, Mask);
        return UserInfo().Replace(text, "${scheme}" + Mask + "@");
    }

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex PrivateKey();

    [GeneratedRegex("^value$|" + Names, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    /// <summary>
    /// String members of JSON whose names say that they are secret, cut-off ones included. A member named just <c>value</c> is what managed secrets travel in, so
    /// that an error which repeats a request would show one.
    /// </summary>
    [GeneratedRegex(
        """(?<name>"(?:value|[^"\\]*(?:""" + Names + """)[^"\\]*)"\s*:\s*")(?:[^"\\]|\\.)*(?<end>"|$)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretMember();

    [GeneratedRegex(@"\b(?<scheme>Bearer|Basic)\s+[^\s""',;<>]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BearerValue();

    /// <summary>JSON Web Tokens and Brev's API keys, wherever they stand.</summary>
    [GeneratedRegex(@"\beyJ[\w-]{4,}(?:\.[\w-]+)*\.?|\bbak-[\w-]+", RegexOptions.CultureInvariant)]
    private static partial Regex TokenShape();

    [GeneratedRegex(@"(?<scheme>\b[a-z][a-z0-9+.-]*://)[^/\s""'@]+@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();
}
