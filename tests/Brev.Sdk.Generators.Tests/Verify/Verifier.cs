using System.Runtime.CompilerServices;

namespace Brev.Sdk.Generators.Tests.Verify;

/// <summary>
/// Compares texts with approved files beside the test, by the conventions of Verify: <c>Class.Method#Name.verified.cs</c> is approved; on a
/// difference <c>….received.cs</c> is written beside it and the test fails. Approving is renaming it, by hand; nothing else approves.
/// </summary>
internal static class Verifier
{
    public static Task Verify(
        string target, string extension = "txt", [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "") =>
        Verify([new Target(extension, target)], sourceFile, method);

    public static Task Verify(IEnumerable<Target> targets, [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "")
    {
        var folder = new SnapshotFolder(Path.GetDirectoryName(sourceFile)!, $"{Path.GetFileNameWithoutExtension(sourceFile)}.{method}");
        var complaints = folder.Compare([.. targets]);
        return complaints.Count == 0 ? Task.CompletedTask : throw new VerifyException(Text(folder, complaints));
    }

    private static string Text(SnapshotFolder folder, IReadOnlyList<string> complaints) =>
        $"""
        {complaints.Count} snapshot(s) in {folder.Path} differ.
        {string.Join('\n', complaints.Take(10))}{(complaints.Count > 10 ? $"\n… and {complaints.Count - 10} more." : "")}
        Compare each .received file with the .verified file beside it; when every changed line has its reason, rename the received one.
        """;
}
