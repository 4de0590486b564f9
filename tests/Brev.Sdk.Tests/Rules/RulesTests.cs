using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Brev.Sdk.Tests.Rules;

/// <summary>The table of rules speaks of code and tests that exist. Whether each line is really needed, <c>try.sh</c> beside it finds out.</summary>
public sealed partial class RulesTests
{
    private static readonly HashSet<string> Tests =
    [
        .. typeof(RulesTests).Assembly.GetTypes().SelectMany(type =>
            type.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null).Select(method => $"{type.Name}.{method.Name}")),
    ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, RuleRow.All.Count)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_line_that_keeps_a_rule_stands_in_its_file_once_and_the_tests_that_notice_exist(int index)
    {
        var row = RuleRow.All[index];
        var code = File.ReadAllText(Path.Combine(Source(), row.File));

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
        var faults = File.ReadLines(Path.Combine(Source(), "../../tests/Brev.Sdk.Tests/Rules/README.md")).Where(line => FaultLine().IsMatch(line)).ToList();

        Assert.Equal(Enumerable.Range(1, 23), faults.Select(line => int.Parse(FaultLine().Match(line).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).Where(number => number != 361));
        Assert.Equal(5, faults.Count(line => line.StartsWith("| 361 ", StringComparison.Ordinal)));
        foreach (var line in faults)
        {
            var named = TestName().Matches(line).Select(match => match.Groups[1].Value).ToList();
            Assert.True(named.Count > 0, $"No test is named: {line}");
            Assert.All(named, test => Assert.True(Tests.Contains(test) || Tests.Any(known => known.StartsWith(test + ".", StringComparison.Ordinal)), $"There is no test {test}."));
        }
    }

    private static string Source([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../../src/Brev.Sdk"));

    [GeneratedRegex(@"^\| (\d+) \|")]
    private static partial Regex FaultLine();

    [GeneratedRegex(@"`(\w+Tests(?:\.\w+)?)`")]
    private static partial Regex TestName();
}
