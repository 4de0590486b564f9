using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Workspaces.Creating;

/// <summary>A thousand creates, each of which meets a fault or none.</summary>
public sealed class RandomFaultTests
{
    private const int Creates = 1000;
    private const int TimeOutEach = 25;

    [Theory]
    [InlineData(20261128)]
    public async Task No_plan_makes_two_machines_none_is_lost_and_every_outcome_is_typed(int seed)
    {
        await using var stage = await WorkspaceStage.StartAsync();
        var random = new Random(seed);
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var number = 0; number < Creates; number++)
        {
            var plan = stage.Plan($"train-{number}");
            var isCreated = number % TimeOutEach == 0 ? PlanTimeOut(stage.Fake, random) : PlanFault(stage.Fake, random);

            var (outcome, id) = await CreateAsync(stage, plan);

            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            var made = stage.Fake.Workspaces.All;
            Assert.Equal(isCreated ? 1 : 0, made.Count);
            Assert.True(!isCreated || outcome == "created", $"{plan.Name} was made and lost: {outcome}");
            Assert.Equal(isCreated ? made[0].Id : null, id);
            made.ToList().ForEach(workspace => stage.Fake.Workspaces.Remove(workspace.Id!));
        }

        Assert.Equal(Creates, outcomes.Values.Sum());
        Assert.Equal([nameof(CreateOutcome.NoCapacity), nameof(CreateOutcome.NotCreated), "created"], outcomes.Keys.Order(
            StringComparer.Ordinal));
        Assert.All(stage.Fake.Requests.For("CreateWorkspace").GroupBy(static request => request.Body), static sent => Assert.Single(sent));
    }

    /// <summary>Plans one fault, and says whether the workspace is made nevertheless.</summary>
    private static bool PlanFault(FakeBrev fake, Random random)
    {
        var isCreated = random.Next(2) == 0;
        switch (random.Next(7))
        {
            case 0:
                return true;
            case 1:
                fake.Workspaces.LoseNextCreate(FakeCreateFault.ServerError, isCreated);
                return isCreated;
            case 2:
                fake.Workspaces.LoseNextCreate(FakeCreateFault.Reset, isCreated);
                return isCreated;
            case 3:
                fake.Workspaces.LoseNextCreate(FakeCreateFault.CutAnswer, isCreated);
                return isCreated;
            case 4:
                var page = FakeFailure.GatewayPage(random.Next(2) == 0 ? HttpStatusCode.BadGateway : HttpStatusCode.GatewayTimeout);
                if (isCreated)
                {
                    fake.Requests.LoseNextAnswer("CreateWorkspace", page);
                }
                else
                {
                    fake.Requests.FailNext("CreateWorkspace", page);
                }

                return isCreated;
            case 5:
                fake.Requests.LoseNextAnswer("CreateWorkspace", FakeFailure.EmptySuccess);
                return true;
            default:
                fake.Workspaces.RefuseNextCreateForCapacity();
                return false;
        }
    }

    /// <summary>The answer never comes, and the caller's own limit ends the wait for it.</summary>
    private static bool PlanTimeOut(FakeBrev fake, Random random)
    {
        var isCreated = random.Next(2) == 0;
        if (isCreated)
        {
            fake.Requests.LoseNextAnswer("CreateWorkspace", FakeFailure.NoAnswer);
        }
        else
        {
            fake.Requests.FailNext("CreateWorkspace", FakeFailure.NoAnswer);
        }

        return isCreated;
    }

    private static async Task<(string Outcome, string? Id)> CreateAsync(WorkspaceStage stage, WorkspacePlan plan)
    {
        try
        {
            return ("created", (await stage.RunAsync(stage.Client.CreateWorkspaceAsync(plan))).Id);
        }
        catch (BrevCreateException exception)
        {
            return (exception.Outcome.ToString(), null);
        }
    }
}
