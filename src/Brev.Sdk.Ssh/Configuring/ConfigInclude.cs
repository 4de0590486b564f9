using System.Text;
using System.Text.RegularExpressions;

namespace Brev.Sdk.Ssh.Configuring;

/// <summary>
/// The line of the user's own configuration that includes the entries. It stands at the top, because further down it would belong to one
/// host.
/// </summary>
internal sealed partial class ConfigInclude(ConfigPaths paths)
{
    /// <summary>OpenSSH itself follows no more files within files.</summary>
    private const int MostIncludes = 16;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    public string Line => $"Include {ConfigPaths.Quote(paths.Config)}";

    /// <summary>
    /// The configuration with the line; the same bytes when one is in effect already. The entries must have been written.
    /// </summary>
    public byte[] AddTo(byte[] config)
    {
        // Each byte is one character, so that the texts of any encoding come through unchanged.
        var text = Encoding.Latin1.GetString(config);
        if (IsIncluded(text))
        {
            return config;
        }

        var start = config.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        var lineEnd = text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end && text[end - 1] == '\r' ? "\r\n" : "\n";
        return [.. config[..start], .. Encoding.UTF8.GetBytes(Line + lineEnd), .. config[start..]];
    }

    /// <summary>The hosts that the configuration names itself, those of files that it includes among them.</summary>
    public IReadOnlySet<string> OwnHosts(byte[] config)
    {
        var hosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        Collect(config, hosts, MostIncludes);
        return hosts;
    }

    private void Collect(byte[] config, HashSet<string> hosts, int depth)
    {
        foreach (var words in Encoding.Latin1.GetString(config).Split('\n').Select(WordsOf).Where(static words => words.Length > 1))
        {
            if (words[0].Equals("Host", StringComparison.OrdinalIgnoreCase))
            {
                hosts.UnionWith(words.Skip(1));
            }
            else if (depth > 0 && words[0].Equals("Include", StringComparison.OrdinalIgnoreCase))
            {
                foreach (var file in words.Skip(1).SelectMany(Files).Where(file => !IsConfig(file)))
                {
                    Collect(new OwnFile(file, "Make it readable for this user.").Read(), hosts, depth - 1);
                }
            }
        }
    }

    /// <summary>The files that a word of an Include line means, which may be a pattern.</summary>
    private IEnumerable<string> Files(string word)
    {
        var path = PathOf(word);
        return path.Contains('\0', StringComparison.Ordinal)
            ? []
            : RealPath.NamesOf(path)
                .Aggregate<string, IEnumerable<string>>([Path.GetPathRoot(path)!], static (folders, name) => folders.SelectMany(
                    folder => Matching(folder, name)))
                .Where(File.Exists);
    }

    /// <summary>As a shell has it, what begins with a dot is matched only by a pattern that does so too.</summary>
    private static IEnumerable<string> Matching(string folder, string name) =>
        name.IndexOfAny(['*', '?']) < 0 ? [Path.Combine(folder, name)]
        : !Directory.Exists(folder) ? []
        : Directory.EnumerateFileSystemEntries(folder, name, new EnumerationOptions
        {
            IgnoreInaccessible = true, AttributesToSkip = name[0] == '.' ? FileAttributes.None : FileAttributes.Hidden,
        });

    /// <summary>Looks at the lines that hold for every host.</summary>
    private bool IsIncluded(string text)
    {
        var isForAll = true;
        foreach (var line in text.Split('\n'))
        {
            var words = WordsOf(line);
            switch (words.FirstOrDefault()?.ToUpperInvariant())
            {
                case "HOST":
                    isForAll = words is [_, "*"];
                    break;
                case "MATCH":
                    isForAll = words is [_, var criterion] && criterion.Equals("all", StringComparison.OrdinalIgnoreCase);
                    break;
                case "INCLUDE" when isForAll && words.Skip(1).SelectMany(Files).Any(IsConfig):
                    return true;
            }
        }

        return false;
    }

    /// <summary>Words are parted by blanks, the keyword also by an equals sign; quotes hold blanks together.</summary>
    private static string[] WordsOf(string line) =>
        [.. Words().Matches(KeywordWithEqualsSign().Replace(line, "$1 ")).TakeWhile(static match => match.Value[0] != '#')
            .Select(static match => match.Groups[1].Success ? match.Groups[1].Value : match.Value)];

    private bool IsConfig(string file) => RealPath.Of(file) == RealPath.Of(paths.Config);

    private string PathOf(string word)
    {
        var path = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(word));
        return Path.Combine(
            paths.OpenSshFolder, path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(ConfigPaths.Home, path[2..]) : path);
    }

    [GeneratedRegex("\\A(\\s*\\w+)\\s*=")]
    private static partial Regex KeywordWithEqualsSign();

    [GeneratedRegex("\"([^\"]*)\"|\\S+")]
    private static partial Regex Words();
}
