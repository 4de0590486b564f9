using System.Text.Json;
using Brev.Sdk.Serialization;

namespace Brev.Sdk.Tests.Serialization;

/// <summary>How values travel where the wire has its own idea of them.</summary>
public sealed class WireFormTests
{
    [Fact]
    public void Default_values_of_a_message_are_left_out()
    {
        Assert.Equal("{}", Write(new PageParams { PageSize = 0, PageToken = "" }));
        Assert.Equal(
            """{"externalNodeId":"n1","portNumber":80}""",
            Write(
                new OpenNodeHttpPortRequest
                {
                    ExternalNodeId = "n1",
                    PortNumber = 80,
                    CustomHostname = "",
                    AuthorizedEmails = [],
                    HttpProtocol = HttpPortProtocol.Unspecified,
                }));
        Assert.Equal("""{"portId":"p1","authorizedEmails":{}}""", Write(
            new SetEnvironmentHttpPortAccessRequest { PortId = "p1", AuthorizedEmails = new AuthorizedEmails { Emails = [] } }));
    }

    [Fact]
    public void What_a_caller_may_want_to_say_explicitly_is_written()
    {
        Assert.Equal(
            """{"portId":"p1","allowPublicUnauthenticated":false}""",
            Write(new SetNodeHttpPortAccessRequest { PortId = "p1", AllowPublicUnauthenticated = false }));
        Assert.Equal("""{"pageSize":100,"pageToken":"next"}""", Write(new PageParams { PageSize = 100, PageToken = "next" }));
    }

    [Theory]
    [InlineData("\"PORT_PROTOCOL_TCP\"")]
    [InlineData("\"PORT_PROTOCOL_QUIC\"")]
    [InlineData("\"7\"")]
    [InlineData("7")]
    public void An_enumeration_keeps_what_it_does_not_know_even_a_number(string json)
    {
        var value = JsonSerializer.Deserialize<PortResponse>($$$"""{"port":{"protocol":{{{json}}}}}""", BrevJson.Info<PortResponse>())!;

        Assert.Equal(json.Trim('"'), value.Port!.Protocol!.Value.Value);
        Assert.Contains($"\"protocol\":{json}", JsonSerializer.Serialize(value, BrevJson.Info<PortResponse>()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"7m0s\"", 420d)]
    [InlineData("\"1h2m3.5s\"", 3723.5)]
    [InlineData("\"-90s\"", -90d)]
    [InlineData("\"0\"", 0d)]
    [InlineData("\"\"", null)]
    [InlineData("\"about 5\"", null)]
    [InlineData("\"99999999999999h\"", null)]
    [InlineData("12", null)]
    [InlineData("null", null)]
    public void A_deploy_time_is_read_when_it_is_one(string json, double? seconds)
    {
        var list = JsonSerializer.Deserialize(
            $$$"""{"items":[{"estimated_deploy_time":{{{json}}}}]}""", BrevJson.Info<InstanceTypeList>())!;

        Assert.Equal(seconds, Assert.Single(list.Items).EstimatedDeployTime?.TotalSeconds);
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05Z", "2026-01-02T03:04:05.0000000+00:00")]
    [InlineData("2026-01-02t03:04:05z", "2026-01-02T03:04:05.0000000+00:00")]
    [InlineData("2026-01-02 03:04:05Z", "2026-01-02T03:04:05.0000000+00:00")]
    [InlineData("2026-01-02 23:59:59+00:00", "2026-01-02T23:59:59.0000000+00:00")]
    [InlineData("2026-01-02 03:04:05+00", "2026-01-02T03:04:05.0000000+00:00")]
    [InlineData("2026-01-02T03:04:05.123456789-07:00", "2026-01-02T03:04:05.1234567-07:00")]
    [InlineData("2026-01-02 03:04:05.5 +0530 IST m=+0.1", "2026-01-02T03:04:05.5000000+05:30")]
    [InlineData("2026-01-02 03:04:05 UTC", "2026-01-02T03:04:05.0000000+00:00")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.0000000+00:00")]
    [InlineData("2026-01-02 03:04:05", null)]
    [InlineData("2026-01-02T03:04:05", null)]
    [InlineData("2026-01-02", null)]
    [InlineData("0001-01-01T00:00:00Z", null)]
    [InlineData("0001-01-01 00:00:00 +0000 UTC", null)]
    [InlineData("0001-01-01T00:00:00-07:53", null)]
    [InlineData("2026-13-02T03:04:05Z", null)]
    [InlineData("tomorrow", null)]
    [InlineData("", null)]
    public void A_time_is_read_as_the_time_that_it_is_or_as_none(string text, string? time)
    {
        var workspace = JsonSerializer.Deserialize($$"""{"createdAt":"{{text}}"}""", BrevJson.Info<Workspace>())!;

        Assert.Equal(time, workspace.CreatedAt?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void The_case_of_a_member_does_not_matter_when_reading()
    {
        var workspace = JsonSerializer.Deserialize(
            """{"ID":"w1","Name":"one","STATUS":"RUNNING","Tunnel":"""
                + """{"TunnelID":"t1","Applications":[{"HostName":"h"}]},"unknownMember":1}""",
            BrevJson.Info<Workspace>())!;

        Assert.Equal(("w1", "one", WorkspaceStatus.Running), (workspace.Id, workspace.Name, workspace.Status));
        Assert.Equal("h", Assert.Single(workspace.Tunnel!.Applications).Hostname);
        Assert.Equal(["unknownMember"], workspace.AdditionalProperties!.Keys);
    }

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, BrevJson.Options.GetTypeInfo(typeof(T)));
}
