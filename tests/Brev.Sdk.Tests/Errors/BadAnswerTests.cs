using System.Net;
using Brev.Sdk.Tests.Endpoints;

namespace Brev.Sdk.Tests.Errors;

/// <summary>Answers that no document describes: each is a typed error that says what came, or is read for what it must mean.</summary>
public sealed class BadAnswerTests
{
    private const string Page = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";

    [Fact]
    public async Task An_html_page_with_status_502_is_a_transient_error_that_shows_the_page()
    {
        await using var stage = await EndpointStage.StartAsync(static options => options.MaxRetries = 0);
        stage.AnswerWith(502, Page, "text/html");

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.ListOrganizationsAsync());

        Assert.Equal(HttpStatusCode.BadGateway, exception.StatusCode);
        Assert.True(exception.IsTransient);
        Assert.Equal("ListOrganizations", exception.OperationId);
        Assert.Contains("502 Bad Gateway", exception.BodyExcerpt, StringComparison.Ordinal);
        Assert.Contains("text/html", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_html_page_with_status_200_is_an_error_and_no_result()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, Page, "text/html");

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.ListOrganizationsAsync());

        Assert.Equal(HttpStatusCode.OK, exception.StatusCode);
        Assert.Contains("web page", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_that_breaks_off_is_an_error_that_names_the_operation()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, """[{"id":"org-1","na""");

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.ListOrganizationsAsync());

        Assert.Contains("ListOrganizations", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_body_is_no_workspace_and_says_so()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, null);

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.GetWorkspaceAsync("w1"));

        Assert.Contains("empty", exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("  \n")]
    [InlineData("\uFEFF")]
    public async Task A_list_that_is_answered_with_blanks_or_a_byte_order_mark_has_no_answer(string body)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, body);

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.ListWorkspacesAsync("o1"));

        Assert.Contains("sent no answer", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_without_an_answer_keeps_the_status_and_the_path_of_its_call()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(204, null);

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.ListWorkspacesAsync("o1"));

        Assert.Equal(HttpStatusCode.NoContent, exception.StatusCode);
        Assert.Contains("/api/organizations/o1/workspaces", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", false)]
    [InlineData("null", true)]
    [InlineData("", false)]
    [InlineData("", true)]
    public async Task An_object_without_an_answer_is_an_error_also_where_the_transport_knows_nothing_of_the_call(
        string body, bool sendsCopy)
    {
        using var transport = new OwnTransport(body, sendsCopy);
        using var client = new BrevClient(new BrevClientOptions
        {
            Credential = BrevCredential.FromApiKey("bak-0123456789abcdef"),
            Transport = transport,
        });

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => client.GetWorkspaceAsync("w1"));

        Assert.Equal("GetWorkspace", exception.OperationId);
    }

    [Theory]
    [InlineData(204, null)]
    [InlineData(200, "")]
    [InlineData(203, " null\n")]
    public async Task An_object_without_an_answer_keeps_the_status_and_the_path_of_its_call(int status, string? body)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(status, body);

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.GetWorkspaceAsync("w1"));

        Assert.Equal(status, (int)exception.StatusCode);
        Assert.Contains("/api/workspaces/w1", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    public async Task An_empty_body_is_no_answer_of_a_connect_service_and_says_so(string body)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, body);

        var exception = await Assert.ThrowsAsync<BrevApiException>(() =>
            stage.Client.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "s1", VersionId = "v1" }));

        Assert.Contains("GetSecretValue", exception.Message, StringComparison.Ordinal);
        Assert.Contains("empty", exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("CloseNodePort")]
    [InlineData("DeleteSecret")]
    [InlineData("DeleteWorkspace")]
    [InlineData("CreateOrganizationInvite")]
    [InlineData("StopWorkspace")]
    public async Task A_web_page_is_no_success_of_a_call_whose_answer_is_not_read(string operationId)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, "<html>Sign in to the hotel</html>", "text/html; charset=utf-8");

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => new OperationCall(operationId).SendAsync(stage.Client));

        Assert.Contains("web page", exception.Message, StringComparison.Ordinal);
        Assert.Equal(operationId, exception.OperationId);
    }

    [Theory]
    [InlineData("""{"code":"invalid_argument","message":"invalid CreateSecretRequest: name:\"HF\" value:\"s3cr3t \\u0022x\""}""")]
    [InlineData("""{"code":"invalid_argument","message":"value \"s3cr3t \\\"x\" is too short"}""")]
    [InlineData("""{"errors":[{"field":"value","condition":"min","actual":"s3cr3t \"x"}]}""")]
    [InlineData("invalid value s3cr3t \"x")]
    [InlineData("""{"message":"{\"value\":\"s3cr3t%20%22x\"}"}""")]
    public async Task A_secret_of_the_request_is_masked_wherever_the_answer_repeats_it(string body)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(400, body);

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.CreateSecretAsync(
            new CreateSecretRequest { OrganizationId = "org-1", Name = "HF", Value = "s3cr3t \"x" }));

        Assert.DoesNotContain("s3cr3t", exception.ToString()
            + exception.ErrorMessage + exception.BodyExcerpt + string.Join(';', exception.Errors), StringComparison.Ordinal);
        Assert.Contains("***", exception.BodyExcerpt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_description_is_no_secret()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(400, """{"description":"the name is too long"}""");

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.GetWorkspaceAsync("w1"));

        Assert.Contains("the name is too long", exception.BodyExcerpt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_answer_to_a_creation_is_no_success()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(201, "");

        await Assert.ThrowsAsync<BrevApiException>(() =>
            stage.Client.CreateOrganizationAsync(new CreateOrganizationRequest { Name = "one" }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("  \n")]
    public async Task An_empty_answer_where_text_is_due_is_no_success(string body)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, body);

        await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.CreateOrganizationInviteAsync("o1"));
    }

    [Theory]
    [InlineData("\"invite-abc")]
    [InlineData("\"a\" x")]
    [InlineData("\"\\ud800\"")]
    public async Task An_answer_that_is_no_text_in_JSON_is_given_as_it_is(string body)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, body);

        Assert.Equal(body, await stage.Client.CreateOrganizationInviteAsync("o1"));
    }

    [Fact]
    public async Task A_null_answer_where_members_are_due_has_none()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, "null");

        Assert.Empty(await stage.Client.ValidateDockerComposeAsync(new ValidateDockerComposeRequest()));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    public async Task A_success_without_a_byte_where_a_list_or_members_are_due_is_an_error_that_says_no_answer(int status)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(status, status == 204 ? null : "");

        Func<Task>[] calls =
        [
            () => stage.Client.ListWorkspacesAsync("o1"), () => stage.Client.ListOrganizationsAsync(), () => stage.Client.ListUsersAsync(),
            () => stage.Client.ListOrganizationRoleAttachmentsAsync("o1"), () =>
                stage.Client.ValidateDockerComposeAsync(new ValidateDockerComposeRequest()),
        ];
        foreach (var call in calls)
        {
            Assert.Contains("no answer", (await Assert.ThrowsAsync<BrevApiException>(call)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_without_a_body_does_not_end_a_list_in_silence()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, "");

        await Assert.ThrowsAsync<BrevApiException>(async () =>
        {
            await foreach (var _ in stage.Client.EnumerateSecretsAsync(new ListSecretsRequest { OrganizationId = "o1" }))
            {
            }
        });
    }

    [Fact]
    public async Task A_message_without_members_is_an_answer()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, "{}");

        Assert.Null((await stage.Client.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "s1", VersionId = "v1" })).Value);
    }

    [Fact]
    public async Task An_empty_body_after_a_deletion_is_a_success()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(202, null);

        await stage.Client.DeleteWorkspaceAsync("w1");

        Assert.Single(stage.Requests);
    }

    [Fact]
    public async Task A_list_that_is_null_is_an_empty_list()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, "null");

        Assert.Empty(await stage.Client.ListWorkspacesAsync("o1"));
    }

    [Theory]
    [InlineData("""{"items":[{},"x"],"nextPageToken":"t"}""", "$.items")]
    [InlineData("""{"items":[{}],"nextPageToken":5}""", "$.nextPageToken")]
    public async Task A_page_whose_items_or_token_cannot_be_read_does_not_end_a_list_in_silence(string body, string path)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, body);

        var exception = await Assert.ThrowsAsync<BrevApiException>(async () =>
        {
            await foreach (var _ in stage.Client.EnumerateOrganizationMembersAsync(
                new ListOrganizationMembersRequest { OrganizationId = "o1" }))
            {
                // An item of the page that is whole.
            }
        });

        Assert.Contains(path, exception.ToString(), StringComparison.Ordinal);
        Assert.Single(stage.Requests);
    }

    [Fact]
    public async Task A_null_list_inside_a_result_reads_as_empty()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, """{"items":null}""");

        Assert.Empty((await stage.Client.ListNodesAsync(new ListNodesRequest { OrganizationId = "o1" })).Items);
    }

    [Fact]
    public async Task An_unknown_status_and_unknown_members_survive_a_round_trip()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, """{"id":"w1","name":"one","status":"HIBERNATING","colour":{"hue":3}}""");

        var workspace = await stage.Client.GetWorkspaceAsync("w1");

        Assert.Equal(new WorkspaceStatus("HIBERNATING"), workspace.Status);
        Assert.NotEqual(WorkspaceStatus.Running, workspace.Status);
        Assert.Equal("HIBERNATING", workspace.Status.ToString());
        Assert.Equal(3, workspace.AdditionalProperties!["colour"].GetProperty("hue").GetInt32());
    }

    [Fact]
    public async Task An_error_without_a_body_still_names_status_and_operation()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(418, null);

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.GetWorkspaceAsync("w1"));

        Assert.Contains("418", exception.Message, StringComparison.Ordinal);
        Assert.Contains("GetWorkspace", exception.Message, StringComparison.Ordinal);
        Assert.Equal("", exception.BodyExcerpt);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_an_answer_is_a_connection_error()
    {
        await using var stage = await EndpointStage.StartAsync(static options => options.MaxRetries = 0);
        stage.AnswerWith(async (_, context) =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync("[{"u8.ToArray());
            await context.Response.Body.FlushAsync();
            context.Abort();
        });

        var exception = await Assert.ThrowsAsync<BrevConnectionException>(() => stage.Client.ListOrganizationsAsync());

        Assert.True(exception.IsTransient);
    }

    /// <summary>Answers as an application's own transport may: without the request, or with a copy of it.</summary>
    private sealed class OwnTransport(string body, bool sendsCopy) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
                RequestMessage = sendsCopy ? new HttpRequestMessage(request.Method, request.RequestUri) : null,
            });
    }
}
