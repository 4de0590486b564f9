namespace Brev.Sdk.Tests.Fixtures;

/// <summary>A body as it travels: a row of <c>fixtures.tsv</c>.</summary>
/// <param name="File">Name of the file beside the table.</param>
/// <param name="Type">
/// C# type that reads it, as it is written in source, or <see langword="null"/> when no type of the document does.
/// </param>
/// <param name="Direction"><c>request</c>, <c>response</c>, <c>error</c> or <c>file</c>.</param>
public sealed record Fixture(string File, string? Type, string Direction)
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    public static IReadOnlyList<Fixture> All { get; } = [.. Read()];

    public string Text => System.IO.File.ReadAllText(Path.Combine(Folder, File));

    private static IEnumerable<Fixture> Read() =>
        from line in System.IO.File.ReadLines(Path.Combine(Folder, "fixtures.tsv")).Skip(1)
        let cells = line.Split('\t')
        select new Fixture(cells[0], cells[1] == "-" ? null : cells[1], cells[2]);
}
