namespace Brev.Sdk.Generators.Tests.Verify;

/// <summary>The approved and received files of one test.</summary>
internal sealed class SnapshotFolder(string path, string prefix)
{
    public string Path => path;

    /// <summary>Says what differs, and leaves a received file for each difference and for nothing else.</summary>
    public IReadOnlyList<string> Compare(IReadOnlyList<Target> targets)
    {
        var complaints = targets.Select(Compare).OfType<string>().ToList();
        var expected = targets.Select(target => File(target, "verified")).ToHashSet(StringComparer.Ordinal);
        foreach (var stale in Files("verified").Where(file => !expected.Contains(file)))
        {
            complaints.Add(
                $"{System.IO.Path.GetFileName(stale)}: approved, but nothing gives it any more. Delete it when that is intended.");
        }

        DeleteReceived(targets);
        return complaints;
    }

    private string? Compare(Target target)
    {
        var verified = File(target, "verified");
        var received = File(target, "received");
        var text = Normalized(target.Data);
        var approved = System.IO.File.Exists(verified) ? Normalized(System.IO.File.ReadAllText(verified)) : null;
        if (approved == text)
        {
            System.IO.File.Delete(received);
            return null;
        }

        System.IO.File.WriteAllText(received, text);
        var difference = approved is null ? "not approved yet." : FirstDifference.Describe(approved, text);
        return $"{System.IO.Path.GetFileName(verified)}: {difference}";
    }

    /// <summary>Received files of an earlier run whose target is gone.</summary>
    private void DeleteReceived(IReadOnlyList<Target> targets)
    {
        var current = targets.Select(target => File(target, "received")).ToHashSet(StringComparer.Ordinal);
        foreach (var received in Files("received").Where(file => !current.Contains(file)))
        {
            System.IO.File.Delete(received);
        }
    }

    private string[] Files(string state) =>
        [.. Directory.EnumerateFiles(path, $"{prefix}#*.{state}.*").Concat(Directory.EnumerateFiles(path, $"{prefix}.{state}.*"))];

    private string File(Target target, string state) =>
        System.IO.Path.Combine(path, $"{prefix}{(target.Name is null ? "" : "#" + target.Name)}.{state}.{target.Extension}");

    private static string Normalized(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
