using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Brev.Sdk.Serialization;
using Brev.Sdk.Tests.Serialization;

namespace Brev.Sdk.Tests.Fixtures;

/// <summary>Every body is read into its type, and nothing that the schema keeps is lost on the way back.</summary>
public sealed class RoundTripTests
{
    private static readonly JsonSerializerOptions Options = new(BrevJson.Options)
    {
        // Errors, and what stands in a file, are no results of an operation: the SDK reads them otherwise.
        TypeInfoResolver = JsonTypeInfoResolver.Combine(ContractsResolver.Default, new DefaultJsonTypeInfoResolver()),
    };

    public static TheoryData<string> Typed => [.. Fixture.All.Where(fixture => fixture.Type is not null).Select(fixture => fixture.File)];

    [Theory]
    [MemberData(nameof(Typed))]
    public void A_body_round_trips_without_loss(string file)
    {
        var fixture = Fixture.All.Single(candidate => candidate.File == file);
        var type = FixtureType.Find(fixture.Type!);

        var value = JsonSerializer.Deserialize(fixture.Text, type, Options);
        var copy = JsonSerializer.Serialize(value, type, Options);

        Assert.NotNull(value);
        var losses = JsonLoss.Between(JsonNode.Parse(fixture.Text), JsonNode.Parse(copy));

        // A request gains the members that the server wants today and older clients did not send.
        Assert.Empty(
            fixture.Direction == "request" ? losses.Where(loss => !loss.Contains(": nothing became ", StringComparison.Ordinal)) : losses);
    }

    [Fact]
    public void A_loss_is_seen()
    {
        var losses = JsonLoss.Between(JsonNode.Parse("""{"a":1,"b":[1],"c":"x","d":null}"""), JsonNode.Parse("""{"a":2,"b":[],"e":0}"""));

        Assert.Equal(["$.a: 1 became 2", "$.b: [1] became []", "$.c: \"x\" became nothing", "$.e: nothing became 0"], losses);
    }
}
