using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brev.Sdk.Serialization;
using Brev.Sdk.Tests.Fixtures;

namespace Brev.Sdk.Tests.Serialization.Twin;

/// <summary>The code that comes with the models does what System.Text.Json does by its metadata of their members.</summary>
public sealed class TwinTests
{
    /// <summary>How many bodies are changed and read: as many as the variable says, as in CI.</summary>
    private static readonly int Mutations =
        int.Parse(Environment.GetEnvironmentVariable("BREV_CHANGED_BODIES") ?? "20000", CultureInfo.InvariantCulture);

    public static TheoryData<string> Modelled => [.. Bodies.Select(fixture => fixture.File)];

    private static IEnumerable<Fixture> Bodies => Fixture.All.Where(fixture =>
        fixture.Type is { } name && ContractsResolver.Default.GetTypeInfo(FixtureType.Find(name), BrevJson.Options) is not null);

    [Theory]
    [MemberData(nameof(Modelled))]
    public void A_body_is_read_and_written_as_by_the_metadata_of_its_members(string file)
    {
        var fixture = Fixture.All.Single(candidate => candidate.File == file);
        var type = FixtureType.Find(fixture.Type!);

        var value = JsonSerializer.Deserialize(fixture.Text, type, BrevJson.Options);
        var twin = JsonSerializer.Deserialize(fixture.Text, type, TwinResolver.Options);

        Assert.Equal(JsonSerializer.Serialize(twin, type, TwinResolver.Options), JsonSerializer.Serialize(
            value, type, TwinResolver.Options));
        Assert.Equal(JsonSerializer.Serialize(twin, type, TwinResolver.Options), JsonSerializer.Serialize(value, type, BrevJson.Options));
    }

    /// <summary>
    /// Both end in an error, or in the same value, but for the tolerance: where the metadata refuses a body for an optional member, the
    /// models leave that member out and tell of it, and all others are as by the metadata once it is null in the body; and where the
    /// metadata puts a null into a list or a map that has none, or refuses it there, they leave it out.
    /// </summary>
    [Fact]
    public void Changed_bodies_are_read_as_by_the_metadata_or_refused_by_both()
    {
        var told = new List<string>();
        var options = new JsonSerializerOptions
        {
            TypeInfoResolver = new ContractsResolver { UnreadableMember = (_, member) => told.Add(member) },
        };
        var bodies = Bodies.Select(fixture => (Type: FixtureType.Find(fixture.Type!), Mutator: new BodyMutator(fixture.Text))).ToArray();
        var random = new Random(15);
        var (same, refused, tolerated) = (0, 0, 0);
        for (var count = 0; count < Mutations; count++)
        {
            var (type, mutator) = bodies[count % bodies.Length];
            var body = mutator.Next(random);
            told.Clear();
            var isRead = TryRead(body, type, options, out var value);
            var isTwinRead = TryRead(body, type, TwinResolver.Options, out var twin);
            if (isRead && isTwinRead)
            {
                AssertSame(twin, value, type, told.Count > 0 ? TwinResolver.Tolerant : TwinResolver.Options, body);
                same++;
            }
            else if (isRead)
            {
                var readable = told.Count > 0
                    ? BodyMutator.WithoutMembers(body, told)
                    : [Encoding.UTF8.GetBytes(WithoutNullElements(Encoding.UTF8.GetString(body))!)];
                Assert.True(
                    readable.Any(candidate => TryRead(candidate, type, TwinResolver.Tolerant, out twin)),
                    $"Only the metadata refuses {type.Name}, without {string.Join(", ", told)} too: {Encoding.UTF8.GetString(body)}");
                AssertSame(twin, value, type, TwinResolver.Tolerant, body);
                tolerated++;
            }
            else
            {
                Assert.False(isTwinRead, $"Only the model refuses {type.Name}: {Encoding.UTF8.GetString(body)}");
                refused++;
            }
        }

        Assert.True(
            same > Mutations / 10 && refused > Mutations / 10 && tolerated > Mutations / 100,
            $"{same} the same, {refused} refused, {tolerated} tolerated");
    }

    private static void AssertSame(object? twin, object? value, Type type, JsonSerializerOptions comparison, byte[] body)
    {
        var (expected, actual) = (Written(twin, type, comparison), Written(value, type, comparison));
        Assert.True(
            expected == actual || WithoutNullElements(expected) == WithoutNullElements(actual),
            $"{type.Name}: {Encoding.UTF8.GetString(body)}\n{expected}\n{actual}");
    }

    private static bool TryRead(byte[] body, Type type, JsonSerializerOptions options, out object? value)
    {
        try
        {
            value = JsonSerializer.Deserialize(body, type, options);
            return true;
        }
        catch (JsonException)
        {
            value = null;
            return false;
        }
    }

    private static string? WithoutNullElements(string? json)
    {
        if (json?.Contains("null", StringComparison.Ordinal) != true)
        {
            return json;
        }

        var value = JsonNode.Parse(json);
        LeaveOutNulls(value);
        return value?.ToJsonString();
    }

    private static void LeaveOutNulls(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            for (var index = list.Count - 1; index >= 0; index--)
            {
                LeaveOutNulls(list[index]);
                if (list[index] is null)
                {
                    list.RemoveAt(index);
                }
            }
        }
        else if (node is JsonObject map)
        {
            foreach (var (name, value) in map.ToArray())
            {
                LeaveOutNulls(value);
                if (value is null)
                {
                    map.Remove(name);
                }
            }
        }
    }

    /// <summary>The value as JSON; nothing when members without a property hold what is no text and cannot be written.</summary>
    private static string? Written(object? value, Type type, JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Serialize(value, type, options);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
