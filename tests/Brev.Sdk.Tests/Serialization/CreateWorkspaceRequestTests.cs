using System.Text.Json;
using System.Text.Json.Nodes;
using Brev.Sdk.Serialization;
using Brev.Sdk.Tests.Fixtures;

namespace Brev.Sdk.Tests.Serialization;

/// <summary>The raw create sends what the CLI always writes, because the server refuses a body without it.</summary>
public sealed class CreateWorkspaceRequestTests
{
    /// <summary>The body of the CLI without what it only writes when there is something to say.</summary>
    private static JsonObject BodyOfTheCli
    {
        get
        {
            var body = JsonNode.Parse(Fixture.All.Single(fixture => fixture.File == "workspace-create-request.json").Text)!.AsObject();
            body.Remove("vmBuild");
            return body;
        }
    }

    [Fact]
    public void A_create_with_a_workspace_group_is_the_body_of_the_CLI()
    {
        var body =
            Write(new CreateWorkspaceRequest { Name = "train-1", InstanceType = "g6e.xlarge", WorkspaceGroupId = "devplane-brev-1" });

        Assert.True(JsonNode.DeepEquals(BodyOfTheCli, body), body.ToJsonString());
    }

    [Fact]
    public void A_create_with_a_cloud_credential_is_the_body_of_the_CLI_with_an_empty_group()
    {
        var expected = BodyOfTheCli;
        expected["workspaceGroupId"] = "";
        expected["cloudCredId"] = "devplane-brev-1-credential";

        var body =
            Write(new CreateWorkspaceRequest { Name = "train-1", InstanceType = "g6e.xlarge", CloudCredId = "devplane-brev-1-credential" });

        Assert.True(JsonNode.DeepEquals(expected, body), body.ToJsonString());
    }

    [Fact]
    public void Every_member_that_is_always_sent_can_be_set_to_something_else()
    {
        var body = Write(new CreateWorkspaceRequest
        {
            Name = "n",
            WorkspaceClassId = "4x16",
            WorkspaceTemplateId = "v7nd45zsc",
            Description = "d",
            IsStoppable = true,
            DiskStorage = "256Gi",
            BaseImage = "image",
            PortMappings = new Dictionary<string, string> { ["jupyter-lab"] = "8888" },
            ReposV1 = null,
            ExecsV1 = new Dictionary<string, ExecV1> { ["setup"] = new() { Type = ExecType.String, ExecStr = "echo" } },
            Labels = new Dictionary<string, string> { ["a"] = "b" },
            WorkspaceVersion = "v2",
            LaunchJupyterOnStart = true,
        });

        Assert.Equal(
            """
            {"workspaceClassId":"4x16","workspaceTemplateId":"v7nd45zsc","description":"d","isStoppable":true,"diskStorage":"256Gi",
            "baseImage":"image","portMappings":{"jupyter-lab":"8888"},"reposV1":null,
            "execsV1":{"setup":{"type":"string","stage":null,"isDisabled":false,"execWorkDir":null,"logPath":null,
            "logArchivePath":null,"dependsOn":null,"execStr":"echo"}},
            "labels":{"a":"b"},"workspaceVersion":"v2","launchJupyterOnStart":true}
            """.ReplaceLineEndings(""),
            Only(
                body, "workspaceClassId", "workspaceTemplateId", "description", "isStoppable", "diskStorage", "baseImage", "portMappings",
                "reposV1", "execsV1", "labels", "workspaceVersion", "launchJupyterOnStart"));
    }

    [Fact]
    public void A_container_and_compose_say_what_the_CLI_always_says()
    {
        Assert.Equal(
            """{"containerUrl":"nvcr.io/x","entryPoint":"","registry":{"username":"","password":"","url":"nvcr.io"}}""",
            JsonSerializer.Serialize(
                new CustomContainer { ContainerUrl = "nvcr.io/x", Registry = new ContainerRegistry { Url = "nvcr.io" } },
                BrevJson.Info<CustomContainer>()));
        Assert.Equal(
            """{"yamlString":"services: {}","jupyterInstall":false}""",
            JsonSerializer.Serialize(new DockerCompose { YamlString = "services: {}" }, BrevJson.Info<DockerCompose>()));
    }

    private static JsonObject Write(CreateWorkspaceRequest request) =>
        JsonSerializer.SerializeToNode(request, BrevJson.Info<CreateWorkspaceRequest>())!.AsObject();

    private static string Only(JsonObject body, params string[] names) =>
        new JsonObject(names.Select(name => KeyValuePair.Create(name, body[name]?.DeepClone()))).ToJsonString();
}
