using System.Globalization;

namespace Brev.Sdk.PackageTests.Applications;

/// <summary>What became of one application: a line of the table that a run leaves in <c>artifacts/consumers.md</c>.</summary>
/// <param name="Application">What it is.</param>
/// <param name="Framework">What it is built for.</param>
/// <param name="Form">How it is published.</param>
/// <param name="Building">The time of all commands that restored, built and published it.</param>
/// <param name="Runtime">
/// The runtime that it said it ran on, and made every call on; <see langword="null"/> when it is only restored.
/// </param>
/// <param name="Megabytes">What it takes on the disk, without symbols.</param>
/// <param name="Start">The shortest of several starts with one call; <see langword="null"/> when none was measured.</param>
public sealed record ConsumerRow(
    string Application, string Framework, string Form, TimeSpan Building, string? Runtime, double? Megabytes, TimeSpan? Start)
{
    /// <summary>The head of the table.</summary>
    public const string Head = """
        | Application | Framework | Form | Restore and build | Warnings | Every call on | Size | Start and one call |
        |---|---|---|---|---|---|---|---|
        """;

    /// <summary>The line. A warning fails the command that gives it, so that every line says none.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Application} | {Framework} | {Form} | {Building.TotalSeconds:0} s | 0 | {Runtime ?? "-"} "
            + $"| {(Megabytes is { } size ? $"{size:0.0} MB" : "-")} "
            + $"| {(Start is { } start ? $"{start.TotalMilliseconds:0} ms" : "-")} |");
}
