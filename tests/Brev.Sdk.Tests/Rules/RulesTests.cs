using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Brev.Sdk.Tests.Rules;

/// <summary>Every rule of authentication has a test, and what is written about tests speaks of tests that exist.</summary>
public sealed partial class RulesTests
{
    private static readonly HashSet<string> Tests = [.. Projects.SelectMany(TestsIn)];

    /// <summary>The projects whose tests keep rules. They are read and not loaded, because one does not refer to the other.</summary>
    private static IEnumerable<string> Projects => [Root("tests/Brev.Sdk.Tests"), Root("tests/Brev.Sdk.ProcessTests")];

    private static IReadOnlyList<string> Rules { get; } =
        [.. File.ReadLines(Root("src/Brev.Sdk/Authentication/README.md")).Select(line => RuleLine().Match(line))
            .Where(match => match.Success).Select(match => match.Groups[1].Value)];

    [Fact]
    public void Every_rule_of_authentication_has_a_test_that_names_it() => Assert.Empty(Rules.Except(NamedRules()));

    [Fact]
    public void Every_rule_that_a_test_names_exists() => Assert.Empty(NamedRules().Except(Rules));

    [Fact]
    public void The_rules_of_authentication_are_numbered_once_each() => Assert.Equal(Rules.Distinct(), Rules);

    [Fact]
    public void The_faults_of_the_CLI_and_of_its_pull_request_each_name_tests_that_exist()
    {
        var faults = File.ReadLines(Root("tests/Brev.Sdk.Tests/Rules/README.md")).Where(line => FaultLine().IsMatch(line)).ToList();

        Assert.Equal(Enumerable.Range(1, 23), faults.Select(line => int.Parse(
            FaultLine().Match(line).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).Where(number => number != 361));
        Assert.Equal(5, faults.Count(line => line.StartsWith("| 361 ", StringComparison.Ordinal)));
        foreach (var line in faults)
        {
            var named = TestName().Matches(line).Select(match => match.Groups[1].Value).ToList();
            Assert.True(named.Count > 0, $"No test is named: {line}");
            Assert.All(named, test => Assert.True(Tests.Contains(test)
                || Tests.Any(known => known.StartsWith(test + ".", StringComparison.Ordinal)), $"There is no test {test}."));
        }
    }

    private static IEnumerable<string> TestsIn(string project) =>
        from file in Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
        from type in CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
        from method in type.Members.OfType<MethodDeclarationSyntax>()
        where method.AttributeLists.SelectMany(list => list.Attributes).Any(IsRun)
        select $"{type.Identifier.Text}.{method.Identifier.Text}";

    /// <summary>A test that is always skipped keeps no rule.</summary>
    private static bool IsRun(AttributeSyntax attribute) =>
        attribute.Name.ToString() is var name
        && (name.EndsWith("Fact", StringComparison.Ordinal) || name.EndsWith("Theory", StringComparison.Ordinal))
        && attribute.ArgumentList?.Arguments.Any(argument => argument.NameEquals?.Name.Identifier.Text == "Skip") != true;

    private static HashSet<string> NamedRules() =>
    [
        .. from project in Projects
           from file in Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
           from method in CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
           let attributes = method.AttributeLists.SelectMany(list => list.Attributes).ToList()
           where attributes.Exists(IsRun)
           from attribute in attributes
           where attribute.Name.ToString() == "Rule"
           select attribute.ArgumentList!.Arguments[0].ToString().Trim('"'),
    ];

    private static string Root(string path, [CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "../../..", path));

    [GeneratedRegex(@"^- \*\*(\d(?:\.\d)?)\*\*")]
    private static partial Regex RuleLine();

    [GeneratedRegex(@"^\| (\d+) \|")]
    private static partial Regex FaultLine();

    [GeneratedRegex(@"`(\w+Tests(?:\.\w+)?)`")]
    private static partial Regex TestName();
}
