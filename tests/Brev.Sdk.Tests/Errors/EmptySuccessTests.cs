using Brev.Sdk.Tests.Endpoints;

namespace Brev.Sdk.Tests.Errors;

/// <summary>Calls that ask for something to be done: a success without a body says that it is.</summary>
public sealed class EmptySuccessTests
{
    public static TheoryData<string, Func<BrevClient, Task>> Calls => new()
    {
        { "BlockUser", static client => client.BlockUserAsync("u1") },
        { "StartWorkspace", static client => client.StartWorkspaceAsync("w1") },
        { "StopWorkspace", static client => client.StopWorkspaceAsync("w1") },
        { "ResetWorkspace", static client => client.ResetWorkspaceAsync("w1") },
        { "DeleteWorkspace", static client => client.DeleteWorkspaceAsync("w1") },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task An_empty_body_after_a_call_that_does_something_is_a_success(string operation, Func<BrevClient, Task> call)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, "");

        await call(stage.Client);

        Assert.True(stage.Requests.Count == 1, operation);
    }
}
