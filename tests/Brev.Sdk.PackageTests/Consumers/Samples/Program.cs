using System.Diagnostics;
using Brev.Sdk;
using Brev.Sdk.Testing;
using OpenTelemetry;

// Every sample runs against a fake, to which the variables of the process lead as they would lead to Brev.
await using var fake = await FakeBrev.StartAsync(new FakeBrevOptions { TokenLifetime = TimeSpan.FromDays(1) });
foreach (var (name, value) in fake.EnvironmentVariables)
{
    Environment.SetEnvironmentVariable(name, value);
}

Environment.SetEnvironmentVariable("BREV_API_TOKEN", fake.Tokens.IssueFor());
using var brev = new BrevClient(fake.CreateOptions());
var organization = fake.Organizations.Default.Id!;
fake.Organizations.AddMembers(organization, 4);
fake.Nodes.Add(organization, "spark");
var workspace = fake.Workspaces.Add("workshop");
var other = fake.Users.Add("other");
var offer = (await brev.SearchInstanceTypesAsync(new InstanceTypeQuery { OrganizationId = organization, Provider = "aws" }))[0];

(string Name, Func<Task> Run)[] samples =
[
    ("list mine", ListMine.RunAsync),
    ("cheapest with 40 GB that can be stopped", () => CheapestStoppable.RunAsync(brev)),
    ("create and wait for SSH with progress", () => CreateAndWait.RunAsync(brev, offer)),
    ("create that times out", () =>
    {
        fake.Requests.LoseNextAnswer("CreateWorkspace", FakeFailure.NoAnswer);
        return CreateThatTimesOut.RunAsync(brev, offer);
    }),
    ("stop, start, delete and wait", () => StopStartDelete.RunAsync(brev, workspace.Id!)),
    ("dependency injection", Services.RunAsync),
    ("keyed dependency injection", () => KeyedServices.RunAsync(fake.Tokens.IssueFor(), fake.Tokens.IssueFor(other.Id))),
    ("health", Health.RunAsync),
    ("OpenTelemetry", () => Telemetry.RunAsync(new PrintedActivities())),
    ("errors", () => Errors.RunAsync(brev)),
    ("mocks and fake", MockAndFake.RunAsync),
    ("paging", () => Pages.RunAsync(brev, organization)),
    ("secrets", () => Secrets.RunAsync(brev, organization)),
    ("nodes and ports", () => NodesAndPorts.RunAsync(brev, organization)),
    ("own endpoint", () => OwnEndpoint.RunAsync(brev)),
    ("sign-in", () =>
    {
        Environment.SetEnvironmentVariable("BREV_API_TOKEN", null);
        return SignIn.RunAsync(() => fake.IdentityProvider.ApproveLogin());
    }),
];
foreach (var (name, run) in samples)
{
    Console.Write($"{name}: ");
    await fake.Clock.RunAsync(run());
}

Console.WriteLine($"violations: {fake.Requests.Violations.Count}");

internal sealed class PrintedActivities : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data) => Console.WriteLine(data.DisplayName);
}
