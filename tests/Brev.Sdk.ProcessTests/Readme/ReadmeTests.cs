using System.Text.RegularExpressions;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Processes;

namespace Brev.Sdk.ProcessTests.Readme;

/// <summary>What the README shows, done.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md")).ReplaceLineEndings("\n");

    /// <summary>What a piece of the README takes for granted.</summary>
    private const string Surroundings = """
        using Brev.Sdk;
        using Brev.Sdk.Testing;
        var organizationId = "org-1";
        var loggerFactory = Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance;
        GC.KeepAlive(organizationId);
        GC.KeepAlive(loggerFactory);
        {
        """;

    public static TheoryData<int> Others => [.. Enumerable.Range(1, Examples.Count - 1)];

    private static List<string> Examples => [.. Fences().Matches(Text).Select(match => match.Groups[1].Value)];

    [Fact]
    public void The_first_line_of_csharp_stands_before_line_20() =>
        Assert.InRange(Array.IndexOf(Text.Split('\n'), "```csharp") + 2, 1, 19);

    [Fact]
    public async Task The_first_example_compiles_and_prints_the_workspaces_of_a_fake()
    {
        await using var brev = await FakeBrev.StartAsync();
        var organization = brev.Organizations.All[0];
        var workspace = brev.Workspaces.Add("training-1");
        using var example = new CompiledExample();
        Assert.Empty(example.Compile(Examples[0]));
        example.AddDependencies();

        var run = await ProgramRun.OfAsync(example.Program, [], new Dictionary<string, string?>
        {
            ["BREV_API_URL"] = brev.ControlPlaneEndpoint.ToString(),
            ["BREV_API_KEY"] = null,
            ["BREV_API_TOKEN"] = brev.Tokens.SignIn().AccessToken,
        });

        Assert.Equal("", run.Errors);
        Assert.Equal($"{organization.Name} / training-1: {workspace.Status}", run.Output.Trim());
        Assert.Empty(brev.Requests.Violations);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Every_other_example_compiles(int index)
    {
        using var example = new CompiledExample();
        var given = Examples[index].Contains("new BrevClient(", StringComparison.Ordinal) ? "" : "using var brev = new BrevClient();\n";

        Assert.Empty(example.Compile($"{Surroundings}\n{given}{Examples[index]}\n}}"));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fences();
}
