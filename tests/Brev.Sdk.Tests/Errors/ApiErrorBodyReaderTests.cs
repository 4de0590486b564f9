using Brev.Sdk.Errors;

namespace Brev.Sdk.Tests.Errors;

public sealed class ApiErrorBodyReaderTests
{
    [Fact]
    public void The_control_planes_list_gives_its_entries_and_all_messages()
    {
        var body = ApiErrorBodyReader.Read(
            """{"errors":[{"type":"ValidationError","message":"name is required","field":"name","condition":"required","actual":""},"""
                + """{"message":"second"}]}""");

        Assert.Equal("name is required\nsecond", body.Message);
        Assert.Equal(new BrevApiError("ValidationError", "name is required", "name", "required", ""), body.Errors[0]);
        Assert.Equal(new BrevApiError(null, "second"), body.Errors[1]);
        Assert.Null(body.Code);
    }

    [Fact]
    public void Member_names_match_without_regard_to_case() =>
        Assert.Equal("no", ApiErrorBodyReader.Read("""{"Errors":[{"Type":"X","MESSAGE":"no"}]}""").Message);

    [Fact]
    public void An_error_without_a_message_keeps_its_type()
    {
        var body = ApiErrorBodyReader.Read("""{"errors":[{"type":"UnauthorizedError"}]}""");

        Assert.Equal("UnauthorizedError", Assert.Single(body.Errors).Type);
        Assert.Null(body.Message);
    }

    /// <summary>As servers of 2021 refused a member of a request.</summary>
    [Fact]
    public void A_validation_error_gives_the_member_the_condition_and_what_came()
    {
        var body = ApiErrorBodyReader.Read(
            """{"errors":[{"type":"ValidationError","field":"name","condition":"at most 63 characters","actual":"64"}]}""");

        var error = Assert.Single(body.Errors);
        Assert.Equal(("name", "at most 63 characters", "64"), (error.Field, error.Condition, error.Actual?.ToString()));
    }

    [Fact]
    public void A_connect_error_gives_its_code_and_message()
    {
        var body = ApiErrorBodyReader.Read("""{"code":"already_exists","message":"node with name spark-1 already exists","details":[]}""");

        Assert.Equal("already_exists", body.Code);
        Assert.Equal("node with name spark-1 already exists", body.Message);
    }

    [Theory]
    [InlineData("rpc error: code = DeadlineExceeded desc = context deadline exceeded", "deadline_exceeded")]
    [InlineData("failed to create workspace: rpc error: NotFound desc = instance type g2 not found", "not_found")]
    [InlineData("rpc error without more", null)]
    public void A_grpc_code_inside_a_message_is_read(string message, string? code) =>
        Assert.Equal(code, ApiErrorBodyReader.Read($$"""{"errors":[{"message":"{{message}}"}]}""").Code);

    [Theory]
    [InlineData("""{"message":"no capacity"}""", "no capacity")]
    [InlineData("""{"error":"invalid_grant","error_description":"expired"}""", "expired")]
    [InlineData("""{"errors":["plain text"]}""", "plain text")]
    public void Other_envelopes_give_their_message(string text, string message) =>
        Assert.Equal(message, ApiErrorBodyReader.Read(text).Message);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    public void No_body_gives_nothing(string? text) => Assert.Same(ApiErrorBody.Empty, ApiErrorBodyReader.Read(text));

    [Theory]
    [InlineData("<html><body>502 Bad Gateway</body></html>")]
    [InlineData("{\"errors\":[{\"mess")]
    [InlineData("[1,2]")]
    [InlineData("null")]
    [InlineData("""{"errors":null}""")]
    [InlineData("""{"errors":{"message":"not a list"}}""")]
    public void What_is_no_envelope_stays_readable_in_the_excerpt(string text) =>
        Assert.Equal(text, ApiErrorBodyReader.Read(text).Excerpt);

    [Fact]
    public void A_list_of_errors_and_its_texts_are_shown_up_to_a_length()
    {
        var body = ApiErrorBodyReader.Read(
            $$"""{"errors":[{{string.Join(',', Enumerable.Repeat($$"""{"message":"{{new string('x', 10_000)}}"}""", 100))}}]}""");

        Assert.Equal(ApiErrorBodyReader.MaximumErrors, body.Errors.Count);
        Assert.All(body.Errors, error => Assert.Equal(ApiErrorBodyReader.TextLength + 1, error.Message!.Length));
    }

    [Fact]
    public void A_long_body_is_cut_after_redaction_so_that_no_piece_of_a_secret_is_left()
    {
        var text = new string('x', ApiErrorBodyReader.ExcerptLength - 10) + " eyJhbGciOiJIUzI1NiJ9.payload.signature";

        var excerpt = ApiErrorBodyReader.Read(text).Excerpt;

        Assert.DoesNotContain("eyJ", excerpt, StringComparison.Ordinal);
        Assert.True(excerpt.Length <= ApiErrorBodyReader.ExcerptLength + 1);
    }
}
