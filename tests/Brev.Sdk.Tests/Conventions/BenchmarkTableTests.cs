using System.Globalization;
using System.Runtime.CompilerServices;

namespace Brev.Sdk.Tests.Conventions;

/// <summary>The table of the benchmarks says what CI holds.</summary>
public sealed class BenchmarkTableTests
{
    [Fact]
    public void The_bytes_of_the_table_are_those_that_are_committed()
    {
        var table = File.ReadAllLines(Path("README.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length > 8 && cells[1].EndsWith(", bytes", StringComparison.Ordinal))
            .Select(cells => (
                Call: cells[1][..^", bytes".Length],
                Bytes: int.Parse(cells[8], NumberStyles.AllowThousands, CultureInfo.InvariantCulture)));
        var committed = File.ReadAllLines(Path("bytes-per-call.tsv")).Skip(1)
            .Select(line => line.Split('\t'))
            .Select(cells => (Call: cells[0], Bytes: int.Parse(cells[1], CultureInfo.InvariantCulture)));

        Assert.Equal(committed, table);
    }

    private static string Path(string file, [CallerFilePath] string source = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(source)!, "../../Brev.Sdk.Benchmarks", file);
}
