namespace Brev.Sdk.Tests.Endpoints;

/// <summary>Arguments that would send a call astray are refused before anything leaves.</summary>
public sealed class ArgumentTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task A_part_of_the_path_that_would_lead_elsewhere_is_refused(string? id)
    {
        await using var stage = await EndpointStage.StartAsync();

        var exception = await Assert.ThrowsAnyAsync<ArgumentException>(() => stage.Client.DeleteWorkspaceAsync(id!));

        Assert.Equal("workspaceId", exception.ParamName);
        Assert.Empty(stage.Requests);
    }

    [Theory]
    [InlineData("...")]
    [InlineData("../me")]
    [InlineData("a/b")]
    [InlineData("%2e%2e")]
    public async Task Any_other_part_of_the_path_stays_one_part(string id)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, """{"id":"w1"}""");

        await stage.Client.GetWorkspaceAsync(id);

        Assert.Equal("/api/workspaces/" + Uri.EscapeDataString(id), Assert.Single(stage.Requests).Path);
    }

    [Fact]
    public async Task A_request_that_is_null_is_refused()
    {
        await using var stage = await EndpointStage.StartAsync();

        await Assert.ThrowsAsync<ArgumentNullException>("request", () => stage.Client.CreateWorkspaceAsync("o1", null!));
        await Assert.ThrowsAsync<ArgumentNullException>("request", () => stage.Client.ListNodesAsync(null!));
        Assert.Empty(stage.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\r\nX-Evil: y")]
    public async Task A_header_that_cannot_be_sent_as_it_is_is_refused(string identity)
    {
        await using var stage = await EndpointStage.StartAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => stage.Client.RegisterUserAsync(identity));
        Assert.Empty(stage.Requests);
    }

    [Fact]
    public async Task A_query_value_that_has_to_be_there_is_refused_when_it_is_null()
    {
        await using var stage = await EndpointStage.StartAsync();

        await Assert.ThrowsAsync<ArgumentNullException>("envId", () => stage.Client.GetLaunchableLifecycleScriptAsync(null!, "s1"));
        Assert.Empty(stage.Requests);
    }
}
