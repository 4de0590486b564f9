namespace Brev.Sdk.Generators.Tests.Verify;

public sealed class VerifierTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("verify").FullName;

    [Fact]
    public async Task What_equals_the_approved_file_passes_and_removes_an_old_received_file()
    {
        Write("Some.Test.verified.txt", "one\r\ntwo");
        Write("Some.Test.received.txt", "old");
        await VerifyAsync(new Target("txt", "one\ntwo"));
        Assert.Equal(["Some.Test.verified.txt"], Files());
    }

    [Fact]
    public async Task A_difference_is_named_by_its_line_and_leaves_the_approved_file_alone()
    {
        Write("Some.Test#Part.verified.cs", "one\ntwo\nthree");
        var failure = await Assert.ThrowsAsync<VerifyException>(() => VerifyAsync(new Target("cs", "one\nzwei\nthree", "Part")));
        Assert.Contains(
            "Some.Test#Part.verified.cs: first difference in line 2\n  approved: two\n  received: zwei",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Equal("one\ntwo\nthree", Read("Some.Test#Part.verified.cs"));
        Assert.Equal("one\nzwei\nthree", Read("Some.Test#Part.received.cs"));
    }

    [Fact]
    public async Task What_was_never_approved_fails()
    {
        var failure = await Assert.ThrowsAsync<VerifyException>(() => VerifyAsync(new Target("txt", "new")));
        Assert.Contains("Some.Test.verified.txt: not approved yet.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["Some.Test.received.txt"], Files());
    }

    [Fact]
    public async Task An_approved_file_that_nothing_gives_any_more_fails()
    {
        Write("Some.Test#Part.verified.cs", "text");
        Write("Some.Test#Gone.verified.cs", "text");
        Write("Some.TestOther#Kept.verified.cs", "text");
        var failure = await Assert.ThrowsAsync<VerifyException>(() => VerifyAsync(new Target("cs", "text", "Part")));
        Assert.Contains("Some.Test#Gone.verified.cs: approved, but nothing gives it any more.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Kept", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_received_file_whose_text_is_gone_is_removed()
    {
        Write("Some.Test#Part.verified.cs", "text");
        Write("Some.Test#Gone.received.cs", "text");
        await VerifyAsync(new Target("cs", "text", "Part"));
        Assert.Equal(["Some.Test#Part.verified.cs"], Files());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task VerifyAsync(params Target[] targets) => Task.Run(() => Verifier.Verify(targets, Path.Combine(_folder, "Some.cs"), "Test"));

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder, name));

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)!;
}
