using System.Text;
using System.Text.Json;
using Brev.Sdk.Serialization;
using Brev.Sdk.Tests.Fixtures;
using Brev.Sdk.Tests.Serialization.Twin;

namespace Brev.Sdk.Tests.Serialization;

/// <summary>Without the serializer a body is read and written as with it.</summary>
public sealed class BodyFormatTests
{
    private static IEnumerable<Fixture> Bodies =>
        Fixture.All.Where(fixture => fixture.Type is { } name && DocumentBody.Of(FixtureType.Find(name)) is not null);

    public static TheoryData<string> Files => [.. Bodies.Select(fixture => fixture.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_body_is_read_and_written_as_by_the_serializer(string file)
    {
        var fixture = Fixture.All.Single(candidate => candidate.File == file);
        var type = FixtureType.Find(fixture.Type!);
        var body = DocumentBody.Of(type)!;

        var value = body.Read(Encoding.UTF8.GetBytes(fixture.Text));

        var expected = JsonSerializer.Serialize(JsonSerializer.Deserialize(fixture.Text, type, BrevJson.Options), type, BrevJson.Options);
        Assert.Equal(expected, JsonSerializer.Serialize(value, type, BrevJson.Options));
        Assert.Equal(expected, body.Write(value));
    }

    [Fact]
    public void Ten_thousand_changed_bodies_are_read_or_refused_as_by_the_serializer_and_errors_say_where()
    {
        var bodies = Bodies.Select(fixture =>
            (Type: FixtureType.Find(fixture.Type!), Mutator: new BodyMutator(fixture.Text))).ToArray();
        var random = new Random(18);
        var refused = 0;
        for (var count = 0; count < 10_000; count++)
        {
            var (type, mutator) = bodies[count % bodies.Length];
            var json = mutator.Next(random);
            var expected = Outcome(() =>
                JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type, BrevJson.Options), type, BrevJson.Options));
            var body = DocumentBody.Of(type)!;
            var actual = Outcome(() => JsonSerializer.Serialize(body.Read(json), type, BrevJson.Options));
            Assert.True(expected == actual, $"{type.Name}: {Encoding.UTF8.GetString(json)}\n{expected}\n{actual}");
            refused += actual.StartsWith("Refused", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.InRange(refused, 1_000, 9_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{\"id\":\"a\",}")]
    [InlineData("{/* no */}")]
    [InlineData("[]")]
    [InlineData("{\"id\":\"a\"")]
    public void What_is_not_one_value_of_the_type_is_refused(string json) =>
        Assert.Throws<JsonException>(() => DocumentBody.Of(typeof(Workspace))!.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_null_is_no_value() => Assert.Null(DocumentBody.Of(typeof(Workspace))!.Read("null"u8.ToArray()));

    [Fact]
    public void A_type_that_is_no_body_has_no_format() => Assert.Null(DocumentBody.Of(typeof(BodyFormatTests)));

    private static string Outcome(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (JsonException exception)
        {
            return "Refused at " + exception.Path;
        }
        catch (InvalidOperationException)
        {
            return "Cannot be written";
        }
    }
}
