namespace Brev.Sdk.Generators.Tests.Document;

/// <summary>What is known of an operation apart from the document: a row of <c>operations.tsv</c>.</summary>
internal sealed record OperationFact(string Id, string Method, string Path, string Server, string Authentication, string Evidence)
{
    public static IReadOnlyList<OperationFact> All { get; } = [.. Read()];

    private static IEnumerable<OperationFact> Read() =>
        from line in File.ReadLines(System.IO.Path.Combine(AppContext.BaseDirectory, "Document", "operations.tsv")).Skip(1)
        let cells = line.Split('\t')
        select new OperationFact(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
}
