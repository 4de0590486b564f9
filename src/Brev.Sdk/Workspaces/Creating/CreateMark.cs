namespace Brev.Sdk.Workspaces.Creating;

/// <summary>
/// What tells the workspace of one create from every other: a text that is used once, at the end of the description, which Brev gives back
/// on reads. A name cannot tell, because its owner may give it to another machine a minute later.
/// </summary>
internal static class CreateMark
{
    public static string New() => $"[Brev.Sdk lease {Guid.NewGuid():N}]";

    /// <summary>The description that goes out: the text of the plan, and the mark.</summary>
    public static string Write(string description, string? mark) =>
        mark is null ? description : description.Length == 0 ? mark : $"{description} {mark}";

    /// <summary>Whether it carries the mark, whatever has been written around it.</summary>
    public static bool IsOn(Workspace workspace, string mark) =>
        workspace.Description?.Contains(mark, StringComparison.Ordinal) == true;
}
