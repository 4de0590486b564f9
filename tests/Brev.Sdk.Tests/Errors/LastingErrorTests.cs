using Brev.Sdk.Tests.Endpoints;

namespace Brev.Sdk.Tests.Errors;

/// <summary>What only a person can change: sent once, final whatever the status, with its own property and advice.</summary>
public sealed class LastingErrorTests
{
    [Theory]
    [InlineData(500, "rpc error: code = ResourceExhausted desc = quota exceeded for GPUs")]
    [InlineData(503, "quota exceeded for L40S")]
    [InlineData(429, "Quota 'GPUS_ALL_REGIONS' exceeded. Limit: 0.0 globally.")]
    [InlineData(400, "QuotaExceeded: not enough quota for g5.xlarge")]
    [InlineData(500, "You have exceeded your GPU quota")]
    [InlineData(500, "rpc error: code = ResourceExhausted desc = quota exceeded for GPU requests")]
    [InlineData(500, "GPU quota limit reached")]
    [InlineData(500, "QUOTA_EXCEEDED")]
    [InlineData(500, "quotaExceeded")]
    [InlineData(400, "QuotaExceeded")]
    [InlineData(500, "rpc error: code = Unavailable desc = QUOTA_EXCEEDED")]
    [InlineData(500, "organization has no quota for H100")]
    [InlineData(500, "VcpuLimitExceeded: You have requested more vCPU capacity than your current limit of 0 allows")]
    [InlineData(500, "insufficient_quota")]
    [InlineData(500, "rpc error: code = ResourceExhausted desc = workspace limit reached for this organization")]
    [InlineData(503, "GPU limit has been exceeded")]
    public async Task A_quota_that_is_used_up_is_final(int status, string message)
    {
        var exception = await FailAsync(status, message);

        Assert.True(
            exception is
            {
                IsQuotaExceeded: true,
                IsTransient: false,
                IsRateLimited: false,
                IsOutOfCredits: false,
                IsProviderNotEnabled: false,
            });
        Assert.Contains("quota raised", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "rpc error: code = Unavailable desc = provider not enabled")]
    [InlineData(504, "provider shadeform is not enabled for this organization")]
    [InlineData(500, "rpc error: code = Unavailable desc = cloud provider gcp is not currently enabled for this organization")]
    public async Task A_provider_that_is_not_enabled_is_final(int status, string message)
    {
        var exception = await FailAsync(status, message);

        Assert.True(exception is { IsProviderNotEnabled: true, IsTransient: false, IsQuotaExceeded: false });
        Assert.Contains("another provider", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "You have run out of credits visit the settings page to purchase more")]
    [InlineData(400, "You have run out of credits visit the settings page to purchase more")]
    [InlineData(403, "you have run out of credits visit the settings page to purchase more")]
    [InlineData(429, "You have run out of credits visit the settings page to purchase more")]
    [InlineData(402, "payment required")]
    [InlineData(500, "credits exhausted")]
    [InlineData(403, "You have 0 credits left")]
    [InlineData(500, "INSUFFICIENT_CREDITS")]
    [InlineData(500, "rpc error: code = ResourceExhausted desc = insufficientCredits")]
    [InlineData(500, "You have no credits")]
    [InlineData(503, "you do not have enough credits to start this instance")]
    [InlineData(500, "OUT_OF_CREDITS")]
    public async Task No_credits_are_final(int status, string message)
    {
        var exception = await FailAsync(status, message);

        Assert.True(exception is { IsOutOfCredits: true, IsTransient: false, IsRateLimited: false });
        Assert.Contains("Add credits", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("You have run out of credits visit the settings page to purchase more", "text/plain")]
    [InlineData("\"You have run out of credits visit the settings page to purchase more\"", "application/json")]
    [InlineData("{\"detail\":\"You have run out of credits visit the settings page to purchase more\"}", "application/json")]
    public async Task No_credits_are_final_in_every_form_of_body(string body, string contentType)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(500, body, contentType);

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.StartWorkspaceAsync("w1"));

        Assert.True(exception is { IsOutOfCredits: true, IsTransient: false });
        Assert.Single(stage.Requests);
    }

    [Fact]
    public async Task A_page_of_a_gateway_says_nothing_about_credits()
    {
        await using var stage = await EndpointStage.StartAsync(static options => options.MaxRetries = 0);
        stage.AnswerWith(502, "<html>out of credits</html>", "text/html");

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.StartWorkspaceAsync("w1"));

        Assert.True(exception is { IsOutOfCredits: false, IsTransient: true });
    }

    [Theory]
    [InlineData("Quota exceeded for quota metric 'Queries' and limit 'Queries per minute'")]
    [InlineData("account limit exceeded: 100 requests per minute")]
    [InlineData("rate limit reached")]
    public async Task A_quota_of_calls_in_a_time_passes(string message)
    {
        await using var stage = await EndpointStage.StartAsync(static options => options.MaxRetries = 0);
        stage.AnswerWith(429, $$"""{"errors":[{"message":"{{message}}"}]}""");

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.StartWorkspaceAsync("w1"));

        Assert.True(exception is { IsTransient: true, IsRateLimited: true, IsQuotaExceeded: false });
    }

    [Fact]
    public async Task A_legacy_version_names_the_members_that_the_CLI_always_writes()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(400, """{"errors":[{"message":"Legacy workspace version unsupported"}]}""");

        var exception = await Assert.ThrowsAsync<BrevApiException>(() =>
            stage.Client.CreateWorkspaceAsync("o1", new CreateWorkspaceRequest { Name = "one", WorkspaceVersion = "v1" }));

        string[] members =
        [
            "Name", "WorkspaceGroupId", "CloudCredId", "WorkspaceClassId", "WorkspaceTemplateId", "Description", "IsStoppable",
            "PrimaryApplicationId", "Applications", "StartupScript", "GitRepo", "InitBranch", "StartupScriptPath", "DotBrevPath",
            "IdeConfig", "Repos", "Execs", "ReposV1", "ExecsV1", "InstanceType", "DiskStorage", "BaseImage", "VmOnlyMode", "PortMappings",
            "Files", "Labels", "WorkspaceVersion", "LaunchJupyterOnStart",
        ];
        Assert.All(members, member => Assert.NotNull(typeof(CreateWorkspaceRequest).GetProperty(member)));
        Assert.All(members, member => Assert.Contains(member, exception.Message, StringComparison.Ordinal));
        Assert.Contains("need not be wrong", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<BrevApiException> FailAsync(int status, string message)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(status, $$"""{"errors":[{"message":"{{message}}"}]}""");

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.StartWorkspaceAsync("w1"));

        Assert.Equal(status == 403 ? 2 : 1, stage.Requests.Count);
        return exception;
    }
}
