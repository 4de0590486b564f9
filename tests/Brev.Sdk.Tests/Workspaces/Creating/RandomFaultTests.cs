using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Workspaces.Creating;

/// <summary>A thousand creates, each of which meets a fault or none.</summary>
public sealed class RandomFaultTests
{
    private const int Creates = 1000;
    private const int TimeOutEach = 25;

    /// <summary>Looks that a new workspace can be late for: the search ends after seven.</summary>
    private const int LatestLooks = 5;

    private static readonly FakeFailure EmptyList = new(HttpStatusCode.OK) { Body = "[]" };

    private static readonly FakeFailure NoCapacityByServerError = new(HttpStatusCode.InternalServerError)
    {
        Body = """{"errors":[{"message":"rpc error: code = ResourceExhausted desc = no capacity in zone"}]}""",
    };

    [Theory]
    [InlineData(20261128)]
    [InlineData(17)]
    public async Task No_plan_makes_two_machines_none_is_lost_and_every_outcome_is_typed(int seed)
    {
        await using var stage = await WorkspaceStage.StartAsync();
        var random = new Random(seed);
        var colleague = stage.Fake.Users.Add("colleague").Id;
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var number = 0; number < Creates; number++)
        {
            var plan = stage.Plan($"train-{number}");
            var hasFallback = random.Next(2) == 0;
            plan = hasFallback ? plan with { Fallbacks = [plan.Offer with { Location = "us-west-2" }] } : plan;
            var theirs = random.Next(4) == 0 ? stage.Fake.Workspaces.Add($"{plan.Name}-2", userId: colleague).Id : null;
            var isCreated = number % TimeOutEach == 0 ? PlanTimeOut(stage.Fake, random) : PlanFault(stage.Fake, random, hasFallback);

            var (outcome, id) = await CreateAsync(stage, plan);

            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            var all = stage.Fake.Workspaces.All;
            var made = all.Where(workspace => workspace.Id != theirs).ToList();
            Assert.Equal(theirs is null ? 0 : 1, all.Count - made.Count);
            Assert.Equal(isCreated ? 1 : 0, made.Count);
            Assert.True(!isCreated || outcome == "created", $"{plan.Name} was made and lost: {outcome}");
            Assert.Equal(isCreated ? made[0].Id : null, id);
            all.ToList().ForEach(workspace => stage.Fake.Workspaces.Remove(workspace.Id!));
        }

        Assert.Equal(Creates, outcomes.Values.Sum());
        Assert.Equal([nameof(CreateOutcome.NoCapacity), nameof(CreateOutcome.NotCreated), "created"], outcomes.Keys.Order(
            StringComparer.Ordinal));
        Assert.All(stage.Fake.Requests.For("CreateWorkspace").GroupBy(static request => request.Body), static sent => Assert.Single(sent));
    }

    /// <summary>Plans one fault, and says whether a workspace is made nevertheless.</summary>
    private static bool PlanFault(FakeBrev fake, Random random, bool hasFallback)
    {
        var isCreated = random.Next(2) == 0;
        switch (random.Next(8))
        {
            case 0:
                return true;
            case 1:
                return PlanLost(fake, random, new FakeFailure(HttpStatusCode.InternalServerError), isCreated);
            case 2:
                return PlanLost(fake, random, FakeFailure.BrokenConnection, isCreated);
            case 3:
                return PlanLost(fake, random, new FakeFailure(HttpStatusCode.Created) { Body = "{\"id\":\"ws" }, isCreated);
            case 4:
                var status = random.Next(2) == 0 ? HttpStatusCode.BadGateway : HttpStatusCode.GatewayTimeout;
                return PlanLost(fake, random, FakeFailure.GatewayPage(status), isCreated);
            case 5:
                return PlanLost(fake, random, FakeFailure.EmptySuccess, isCreated: true);
            case 6:
                return PlanLost(fake, random, NoCapacityByServerError, isCreated) || hasFallback;
            case 7 when hasFallback:
                fake.Workspaces.RefuseNextCreateForCapacity();
                return PlanFault(fake, random, hasFallback: false);
            default:
                fake.Workspaces.RefuseNextCreateForCapacity();
                return hasFallback;
        }
    }

    /// <summary>The answer says nothing about what has happened, and the list shows a new workspace a few looks late.</summary>
    private static bool PlanLost(FakeBrev fake, Random random, FakeFailure answer, bool isCreated)
    {
        if (isCreated)
        {
            fake.Requests.LoseNextAnswer("CreateWorkspace", answer);

            // The first look is that before the create.
            fake.Requests.FailNext("ListWorkspaces", EmptyList, 1 + random.Next(1 + LatestLooks));
        }
        else
        {
            fake.Requests.FailNext("CreateWorkspace", answer);
        }

        return isCreated;
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
