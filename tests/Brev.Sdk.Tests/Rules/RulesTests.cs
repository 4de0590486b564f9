using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Brev.Sdk.Tests.Rules;

/// <summary>The table of rules speaks of code and tests that exist. Whether each line is really needed, <c>try.sh</c> beside it finds out.</summary>
public sealed partial class RulesTests
{
    private static readonly HashSet<string> Tests = [.. Projects.SelectMany(TestsIn)];

    /// <summary>The projects whose tests keep rules. They are read and not loaded, because one does not refer to the other.</summary>
    private static IEnumerable<string> Projects => [Root("tests/Brev.Sdk.Tests"), Root("tests/Brev.Sdk.ProcessTests")];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, RuleRow.All.Count)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_line_that_keeps_a_rule_stands_in_its_file_once_and_the_tests_that_notice_exist(int index)
    {
        var row = RuleRow.All[index];
        var code = File.ReadAllText(Path.Combine(Root("src/Brev.Sdk"), row.File));

        Assert.True(code.Split(row.Line).Length == 2, $"In {row.File} this should stand once: {row.Line}");
        Assert.NotEqual(row.Line, row.Instead);
        Assert.All(row.Tests, test => Assert.Contains(test, Tests));
    }

    [Fact]
    public void Every_numbered_rule_of_the_design_has_a_line()
    {
        var numbers = RuleRow.All.Select(row => row.Rule[0]).Where(char.IsDigit).Distinct().Order();

        Assert.Equal("1234567", string.Concat(numbers));
    }

    [Fact]
    public void The_faults_of_the_CLI_and_of_its_pull_request_each_name_tests_that_exist()
    {
        var faults = File.ReadLines(Root("tests/Brev.Sdk.Tests/Rules/README.md")).Where(line => FaultLine().IsMatch(line)).ToList();

        Assert.Equal(Enumerable.Range(1, 23), faults.Select(line => int.Parse(FaultLine().Match(line).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).Where(number => number != 361));
        Assert.Equal(5, faults.Count(line => line.StartsWith("| 361 ", StringComparison.Ordinal)));
        foreach (var line in faults)
        {
            var named = TestName().Matches(line).Select(match => match.Groups[1].Value).ToList();
            Assert.True(named.Count > 0, $"No test is named: {line}");
            Assert.All(named, test => Assert.True(Tests.Contains(test) || Tests.Any(known => known.StartsWith(test + ".", StringComparison.Ordinal)), $"There is no test {test}."));
        }
    }

    private static IEnumerable<string> TestsIn(string project) =>
        from file in Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
        from type in CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
        from method in type.Members.OfType<MethodDeclarationSyntax>()
        where method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() is "Fact" or "Theory")
        select $"{type.Identifier.Text}.{method.Identifier.Text}";

    private static string Root(string path, [CallerFilePath] string source = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "../../..", path));

    [GeneratedRegex(@"^\| (\d+) \|")]
    private static partial Regex FaultLine();

    [GeneratedRegex(@"`(\w+Tests(?:\.\w+)?)`")]
    private static partial Regex TestName();
}
