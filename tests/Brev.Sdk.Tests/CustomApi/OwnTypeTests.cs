using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Brev.Sdk.Tests.Endpoints;

namespace Brev.Sdk.Tests.CustomApi;

/// <summary>How the types of an application's interface are written and read.</summary>
public sealed class OwnTypeTests
{
    private static readonly Dictionary<string, Func<BrevClient, IAccountApi>> Overloads = new()
    {
        ["reflection"] = client => client.CreateApi<IAccountApi>(),
        ["context"] = client => client.CreateApi<IAccountApi>(PlainContext.Default),
    };

    public static TheoryData<string> Both => [.. Overloads.Keys];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_record_without_attributes_is_read_in_camel_case(string overload)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, """{"id":"user-1","username":"dev","logins":"3"}""");

        Assert.Equal(new Account("user-1", "dev", 3), await Overloads[overload](stage.Client).GetAsync());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_record_without_attributes_is_read_whatever_the_case(string overload)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, """{"ID":"user-1","UserName":"dev"}""");

        Assert.Equal(new Account("user-1", "dev"), await Overloads[overload](stage.Client).GetAsync());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_record_without_attributes_is_written_in_camel_case(string overload)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, """{"id":"user-1","username":"dev"}""");

        await Overloads[overload](stage.Client).PutAsync(new Account("user-1", "dev"));

        Assert.Equal("""{"id":"user-1","username":"dev","logins":0}""", Assert.Single(stage.Requests).Body);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_member_that_is_null_is_written_so_that_it_can_clear_a_value(string overload)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, """{"id":"user-1","username":"dev"}""");

        await Overloads[overload](stage.Client).PutAsync(new Account("user-1", null!));

        Assert.Equal("""{"id":"user-1","username":null,"logins":0}""", Assert.Single(stage.Requests).Body);
    }

    [Fact]
    public async Task A_context_that_only_ignores_case_when_reading_still_writes_in_camel_case()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, """{"id":"user-1","username":"dev"}""");

        await stage.Client.CreateApi<IAccountApi>(AnyCaseContext.Default).PutAsync(new Account("user-1", "dev"));

        Assert.Equal("""{"id":"user-1","username":"dev","logins":0}""", Assert.Single(stage.Requests).Body);
    }

    [Fact]
    public async Task The_options_of_the_applications_context_hold()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, """{"ID":"user-1","USERNAME":"dev"}""");

        var account = await stage.Client.CreateApi<IAccountApi>(SnakeContext.Default).PutAsync(new Account("user-2", "ops"));

        Assert.Equal(new Account("user-1", "dev"), account);
        Assert.Equal("""{"ID":"user-2","USERNAME":"ops"}""", Assert.Single(stage.Requests).Body);
    }

    [Fact]
    public async Task A_type_that_the_context_lacks_is_named_with_the_line_to_add_when_an_answer_has_it()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, """{"number":"1"}""");

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(() =>
            stage.Client.CreateApi<IAccountApi>(PlainContext.Default).GetBadgeAsync());

        Assert.Contains("[JsonSerializable(typeof(Brev.Sdk.Tests.CustomApi.Badge))]", exception.Message, StringComparison.Ordinal);
        Assert.Contains("PlainContext", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_the_context_lacks_is_named_with_the_line_to_add_when_a_request_has_it()
    {
        await using var stage = await EndpointStage.StartAsync();

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(() =>
            stage.Client.CreateApi<IAccountApi>(PlainContext.Default).PutBadgesAsync([new Badge("1")]));

        Assert.Contains(
            "[JsonSerializable(typeof(System.Collections.Generic.IReadOnlyList<Brev.Sdk.Tests.CustomApi.Badge>))]",
            exception.Message,
            StringComparison.Ordinal);
        Assert.Empty(stage.Requests);
    }

    [Theory]
    [InlineData("plain", "displayName", "workspace", "lastStatus")]
    [InlineData("upper snake case", "DISPLAY_NAME", "WORKSPACE", "LAST_STATUS")]
    public async Task Models_of_the_SDK_inside_an_applications_type_are_read_by_the_applications_context(
        string context, string name, string workspace, string status)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(
            200, $$"""{"{{name}}":"one","{{workspace}}":{"id":"w1","status":"RUNNING","colour":"green"},"{{status}}":"STOPPED"}""");

        var machine = await Api(stage, context).GetMachineAsync();

        Assert.Equal("one", machine.DisplayName);
        Assert.Equal(("w1", WorkspaceStatus.Running), (machine.Workspace.Id, machine.Workspace.Status));
        Assert.Equal("green", machine.Workspace.AdditionalProperties!["colour"].GetString());
        Assert.Equal(WorkspaceStatus.Stopped, machine.LastStatus);
    }

    [Theory]
    [InlineData("plain", "workspace")]
    [InlineData("upper snake case", "WORKSPACE")]
    public async Task Models_of_the_SDK_inside_an_applications_type_are_written_by_the_applications_context(
        string context, string workspace)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(200, "{}");

        await Api(stage, context).PutMachineAsync(new Machine("one", new Workspace { Id = "w1", Status = WorkspaceStatus.Running }));

        var written = JsonNode.Parse(Assert.Single(stage.Requests).Body)![workspace]!.AsObject();
        Assert.Equal(
            """{"id":"w1","status":"RUNNING"}""",
            new JsonObject { ["id"] = written["id"]!.DeepClone(), ["status"] = written["status"]!.DeepClone() }.ToJsonString());
        Assert.DoesNotContain(written, member => member.Value is null);
    }

    [Fact]
    public void The_overload_that_reads_by_reflection_warns_programs_that_are_trimmed_or_compiled_natively()
    {
        var overload = typeof(BrevClient).GetMethod(nameof(BrevClient.CreateApi), 1, [typeof(BrevHost)])!;

        Assert.NotEmpty(overload.GetCustomAttributes(typeof(RequiresUnreferencedCodeAttribute), inherit: false));
        Assert.NotEmpty(overload.GetCustomAttributes(typeof(RequiresDynamicCodeAttribute), inherit: false));
    }

    [Fact]
    public void The_overload_with_a_context_needs_no_reflection()
    {
        var overload = typeof(BrevClient).GetMethod(nameof(BrevClient.CreateApi), 1, [typeof(JsonSerializerContext), typeof(BrevHost)])!;

        Assert.Empty(overload.GetCustomAttributes(typeof(RequiresUnreferencedCodeAttribute), inherit: false));
        Assert.Empty(overload.GetCustomAttributes(typeof(RequiresDynamicCodeAttribute), inherit: false));
    }

    private static IAccountApi Api(EndpointStage stage, string context) =>
        stage.Client.CreateApi<IAccountApi>(context == "plain" ? PlainContext.Default : SnakeContext.Default);
}
