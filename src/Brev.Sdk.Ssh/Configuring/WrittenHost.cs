namespace Brev.Sdk.Ssh.Configuring;

/// <summary>One host as it stands in the file.</summary>
internal sealed record WrittenHost(string Alias, Machine Machine, string Text)
{
    private const string Keyword = "Host ";

    /// <summary>The hosts of a file that this class or the brev CLI has written, by their alias.</summary>
    public static IReadOnlyDictionary<string, string> Read(string config)
    {
        var hosts = new Dictionary<string, string>(StringComparer.Ordinal);
        var alias = "";
        foreach (var line in config.ReplaceLineEndings("\n").Split('\n').Where(static line => line.Length > 0))
        {
            alias = line.StartsWith(Keyword, StringComparison.Ordinal) ? line[Keyword.Length..].Trim() : alias;
            hosts[alias] = hosts.GetValueOrDefault(alias, "") + line + "\n";
        }

        return hosts;
    }
}
