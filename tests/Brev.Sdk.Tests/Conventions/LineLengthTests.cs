using System.Runtime.CompilerServices;

namespace Brev.Sdk.Tests.Conventions;

/// <summary>What is written by hand has at most 140 columns, so that a line can be read without moving the text.</summary>
public sealed class LineLengthTests
{
    private const int Columns = 140;

    private static readonly string[] Folders = ["src", "generators", "tests"];

    /// <summary>Files with lines that cannot be broken.</summary>
    private static readonly string[] Exceptions =
    [
        // What is emitted stands eight columns further to the left there, and has at most 140 without them.
        "generators/Brev.Sdk.Generators/ClientAttribute.cs",
        .. new[]
        {
            "Answer", "FormBody", "IntegerFormat", "JsonLinesBody", "JsonMembers", "JsonPath", "MultipartBody", "NullableJsonText",
            "OpenEnumConverter", "ProtobufDurationFormat", "QueryString", "ServerSentEvents", "TimeFormat", "UnionForm", "WireValue",
        }.Select(name => $"generators/Brev.Sdk.Generators/Emitting/Support/{name}Source.cs"),

        // The name of a test is longer.
        "tests/Brev.Sdk.ProcessTests/Credentials/Processes/SharedFileTests.cs",
    ];

    private static readonly (string File, string Place)[] TooLong = [.. LongLines()];

    [Fact]
    public void No_line_is_too_long()
    {
        var all = string.Join('\n', TooLong.Where(line => !Exceptions.Contains(line.File)).Select(line => line.Place));
        Assert.True(all.Length == 0, all);
    }

    [Fact]
    public void Every_exception_has_a_line_that_is_too_long() => Assert.Empty(Exceptions.Except(TooLong.Select(line => line.File)));

    private static IEnumerable<(string File, string Place)> LongLines() =>
        from folder in Folders
        from path in Directory.EnumerateFiles(Path.Combine(Root(), folder), "*.cs", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(Root(), path).Replace(Path.DirectorySeparatorChar, '/')
        where IsByHand(file)
        from line in File.ReadLines(path).Select((text, index) => (text.Length, Number: index + 1))
        where line.Length > Columns
        select (file, $"{file}:{line.Number} has {line.Length} columns.");

    private static bool IsByHand(string file) =>
        !file.Split('/').Any(part => part is "bin" or "obj" or "StrykerOutput" or "TestResults")
        && !file.EndsWith(".verified.cs", StringComparison.Ordinal) && !file.EndsWith(".received.cs", StringComparison.Ordinal);

    private static string Root([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "../../.."));
}
