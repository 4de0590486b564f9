using System.Text.Encodings.Web;
using System.Text.Json;
using Brev.Sdk.Diagnostics;

namespace Brev.Sdk.Tests.Errors;

/// <summary>A secret of the call is found in every form in which a server may repeat it.</summary>
public sealed class KnownSecretTests
{
    private const string Plain = "canary7Secret";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Secrets =>
        [Plain, "a+b/c==", "quote\"back\\slash", "käse & <tag>", "!!!!----", "line\nline", "x'y\u2028z", "1234"];

    [Theory]
    [MemberData(nameof(Secrets))]
    public void It_is_found_as_it_is(string secret) => AssertFound(secret, secret);

    [Theory]
    [MemberData(nameof(Secrets))]
    public void It_is_found_as_JSON_writes_it(string secret) => AssertFound(secret, Inside(JsonSerializer.Serialize(secret)));

    [Theory]
    [MemberData(nameof(Secrets))]
    public void It_is_found_in_JSON_inside_of_JSON(string secret) =>
        AssertFound(secret, Inside(JsonSerializer.Serialize(Inside(JsonSerializer.Serialize(secret)), Relaxed)));

    [Theory]
    [MemberData(nameof(Secrets))]
    public void It_is_found_as_an_address_writes_it(string secret) => AssertFound(secret, Uri.EscapeDataString(secret));

    [Fact]
    public void It_is_found_in_another_case() => AssertFound(Plain, Plain.ToUpperInvariant());

    [Fact]
    public void Every_repetition_is_found() => Assert.Equal(3, new KnownSecret(Plain).FindIn($"{Plain} {Plain},{Plain}").Count());

    [Fact]
    public void Text_without_it_hides_nothing() => Assert.Empty(new KnownSecret(Plain).FindIn("canary7 Secret, canary7-Secret"));

    [Fact]
    public void It_does_not_show_itself() => Assert.DoesNotContain(Plain, new KnownSecret(Plain).ToString(), StringComparison.Ordinal);

    private static string Inside(string json) => json[1..^1];

    private static void AssertFound(string secret, string form)
    {
        var text = $"before {form} after";
        Assert.Contains(new KnownSecret(secret).FindIn(text), found => text[found.Start..found.End] == form);
    }
}
