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
            Write(new OpenNodeHttpPortRequest { ExternalNodeId = "n1", PortNumber = 80, CustomHostname = "", AuthorizedEmails = [], HttpProtocol = HttpPortProtocol.Unspecified }));
        Assert.Equal("""{"portId":"p1","authorizedEmails":{}}""", Write(new SetEnvironmentHttpPortAccessRequest { PortId = "p1", AuthorizedEmails = new AuthorizedEmails { Emails = [] } }));
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
        var value = JsonSerializer.Deserialize<PortResponse>($$$"""{"port":{"protocol":{{{json}}}}}""", BrevJsonContext.Default.PortResponse)!;

        Assert.Equal(json.Trim('"'), value.Port!.Protocol!.Value.Value);
        Assert.Contains($"\"protocol\":{json}", JsonSerializer.Serialize(value, BrevJsonContext.Default.PortResponse), StringComparison.Ordinal);
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
        var list = JsonSerializer.Deserialize($$$"""{"items":[{"estimated_deploy_time":{{{json}}}}]}""", BrevJsonContext.Default.InstanceTypeList)!;

        Assert.Equal(seconds, Assert.Single(list.Items).EstimatedDeployTime?.TotalSeconds);
    }

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, BrevJsonContext.Default.Options.GetTypeInfo(typeof(T)));
}
