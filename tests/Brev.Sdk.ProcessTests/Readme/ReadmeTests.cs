using System.Text.RegularExpressions;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Processes;

namespace Brev.Sdk.ProcessTests.Readme;

/// <summary>
/// What the README shows, done: each block of C# is compiled and run against a fake Brev whose machines are ready at once.
/// </summary>
public sealed partial class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md")).ReplaceLineEndings("\n");

    /// <summary>What a block takes for granted. A program of a reader has these lines in one form or another.</summary>
    private const string Surroundings = """
        using Brev.Sdk;
        using Brev.Sdk.Testing;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        var (organizationId, workspaceId) = (args[0], args[1]);
        GC.KeepAlive((organizationId, workspaceId));

        """;

    private const string HostBefore = "var builder = Host.CreateApplicationBuilder();\n";

    private const string HostAfter = """

        using var host = builder.Build();
        await host.StartAsync();
        Console.WriteLine((await host.Services.GetRequiredService<BrevClient>().ListOrganizationsAsync())[0].Name);
        Console.WriteLine((await host.Services.GetRequiredKeyedService<BrevClient>("batch").ListOrganizationsAsync())[0].Name);
        await host.StopAsync();
        """;

    public static TheoryData<int> Others => [.. Enumerable.Range(1, Examples.Count - 1)];

    private static List<string> Examples => [.. Fences().Matches(Text).Select(match => match.Groups[1].Value)];

    [Fact]
    public void The_first_line_of_csharp_stands_before_line_20() =>
        Assert.InRange(Array.IndexOf(Text.Split('\n'), "```csharp") + 2, 1, 19);

    [Fact]
    public void The_page_has_at_most_250_lines() => Assert.InRange(Text.Split('\n').Length - 1, 1, 250);

    [Fact]
    public async Task The_first_example_compiles_and_prints_the_workspaces_of_a_fake()
    {
        await using var fake = await FakeBrev.StartAsync();
        var organization = fake.Organizations.All[0];
        var workspace = fake.Workspaces.Add("training-1");

        var run = await RunAsync(Examples[0], fake, organization.Id!, workspace.Id!);

        Assert.Equal($"{organization.Name} / training-1: {workspace.Status}", run.Output.Trim());
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Every_other_example_compiles_and_runs_to_its_end(int index)
    {
        await using var fake = await FakeBrev.StartAsync();
        (fake.Workspaces.DeployTime, fake.Workspaces.SshTime, fake.Workspaces.BuildTime) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        (fake.Workspaces.StopTime, fake.Workspaces.DeleteTime) = (TimeSpan.Zero, TimeSpan.Zero);
        var workspace = fake.Workspaces.Add("workshop");

        await RunAsync(Surround(Examples[index]), fake, fake.Organizations.All[0].Id!, workspace.Id!);

        Assert.Equal("workshop", Assert.Single(fake.Workspaces.All).Name);
    }

    private static string Surround(string example) =>
        example.Contains("builder.", StringComparison.Ordinal) ? Surroundings + HostBefore + example + HostAfter
        : example.Contains("new BrevClient(", StringComparison.Ordinal) ? Surroundings + example
        : Surroundings + "using var brev = new BrevClient();\n" + example;

    private static async Task<ProgramRun> RunAsync(string source, FakeBrev fake, string organizationId, string workspaceId)
    {
        using var example = new CompiledExample();
        Assert.Empty(example.Compile(source));
        example.AddDependencies();

        var run = await ProgramRun.OfAsync(example.Program, [organizationId, workspaceId], new Dictionary<string, string?>
        {
            ["BREV_API_URL"] = fake.ControlPlaneEndpoint.ToString(),
            ["BREV_PUBLIC_API_URL"] = fake.PublicApiEndpoint.ToString(),
            ["BREV_API_KEY"] = null,
            ["BREV_API_TOKEN"] = fake.Tokens.SignIn().AccessToken,
            ["BREV_ORG_ID"] = organizationId,
            ["HOME"] = example.Folder,
        });

        Assert.True(run.Errors == "", run.Errors);
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(fake.Requests.Violations);
        return run;
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fences();
}
