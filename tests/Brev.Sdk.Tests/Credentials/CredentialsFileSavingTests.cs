using System.Text.Json.Nodes;
using Brev.Sdk.Credentials;
using Brev.Sdk.Files;
using Brev.Sdk.Stores;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Conventions;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>Saving to the file that is shared with the brev CLI, on a real disk.</summary>
public sealed class CredentialsFileSavingTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File();

    public void Dispose() => _folder.Dispose();

    [Rule("5.1")]
    [Fact]
    public async Task Saving_keeps_members_that_the_SDK_does_not_know_and_writes_as_the_CLI_does()
    {
        await System.IO.File.WriteAllTextAsync(
            File, """{"access_token":"old","refresh_token":"old","theirs":{"deep":[1,2.50,"x\u00e9"]},"another":null}""");

        await new CredentialsFileStore(File).SaveAsync(
            new BrevStoredCredential { AccessToken = "new", RefreshToken = "refreshes" }, default);

        var text = await System.IO.File.ReadAllTextAsync(File);
        Assert.StartsWith("{\n \"access_token\": \"new\",\n \"refresh_token\": \"refreshes\"", text, StringComparison.Ordinal);
        var stored = JsonNode.Parse(text)!.AsObject();
        Assert.Equal("""{"deep":[1,2.50,"x\u00e9"]}""", stored["theirs"]!.ToJsonString(), ignoreCase: true);
        Assert.True(stored.ContainsKey("another"));
        Assert.False(stored.ContainsKey("api_key"));
    }

    [Rule("5.5")]
    [Fact]
    public async Task The_times_in_the_file_are_always_those_of_the_token_beside_them()
    {
        var store = new CredentialsFileStore(File);
        await System.IO.File.WriteAllTextAsync(
            File,
            """{"access_token":"","refresh_token":"r","access_token_exp":"2001-01-01T00:00:00Z","issued_at":"2001-01-01T00:00:00Z"}""");

        await store.SaveAsync(
            new BrevStoredCredential
            {
                AccessToken = TestToken.Create(Now, Now.AddHours(1)),
                RefreshToken = "r",
                AccessTokenExpiresOn = DateTimeOffset.UnixEpoch,
            },
            default);
        var first = CredentialsFile.Read(File);
        await store.SaveAsync(
            new BrevStoredCredential
            {
                AccessToken = TestToken.Create(Now.AddMinutes(1), null),
                RefreshToken = "r",
                AccessTokenExpiresOn = Now,
            },
            default);
        var second = CredentialsFile.Read(File);

        Assert.Equal((Now.AddHours(
            1), Now), (first["access_token_exp"]!.GetValue<DateTimeOffset>(), first["issued_at"]!.GetValue<DateTimeOffset>()));
        Assert.False(second.ContainsKey("access_token_exp"));
        Assert.Equal(Now.AddMinutes(1), second["issued_at"]!.GetValue<DateTimeOffset>());
    }

    [LinkFact]
    public async Task A_link_stays_a_link_and_what_it_points_at_is_replaced()
    {
        var target = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Path, "real")).FullName, "login.json");
        CredentialsFile.Write(target, "old", "old");
        System.IO.File.CreateSymbolicLink(File, target);

        await new CredentialsFileStore(File).SaveAsync(new BrevStoredCredential { AccessToken = "new" }, default);

        Assert.Equal(target, new FileInfo(File).LinkTarget);
        Assert.Equal("new", CredentialsFile.AccessToken(target));
    }

    [Fact]
    public async Task A_save_is_one_rename_so_that_a_reader_with_the_old_file_open_keeps_the_whole_old_file()
    {
        CredentialsFile.Write(File, "old", "old");
        using var reader = new StreamReader(new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

        await new CredentialsFileStore(File).SaveAsync(new BrevStoredCredential { AccessToken = "new" }, default);

        Assert.Contains("old", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Rule("5.1")]
    [Fact]
    public async Task The_new_content_is_flushed_before_the_rename_and_the_folder_after_it()
    {
        CredentialsFile.Write(File, "old", "old");
        var flush = new RecordingFlush(File);

        await new CredentialsFileStore(File, flush: flush).SaveAsync(new BrevStoredCredential { AccessToken = "new" }, default);

        Assert.Equal(
            ["file flushed while the old one is in place: True", "folder flushed while the old one is in place: False"], flush.Steps);
    }

    [Fact]
    public async Task An_API_key_that_somebody_added_meanwhile_stays()
    {
        CredentialsFile.Write(File, "old", "r", file => (file["api_key"], file["api_key_org_id"]) = ("bak-1", "org"));

        await new CredentialsFileStore(File).ReplaceAsync(
            new BrevStoredCredential { AccessToken = "new", RefreshToken = "r" }, null, default);

        Assert.Equal("bak-1", CredentialsFile.Read(File)["api_key"]!.GetValue<string>());
    }

    private sealed class RecordingFlush(string path) : DiskFlush
    {
        public List<string> Steps { get; } = [];

        public override void FlushFile(FileStream file) =>
            Steps.Add($"file flushed while the old one is in place: {CredentialsFile.AccessToken(path) == "old"}");

        public override void FlushFolder(string folder) =>
            Steps.Add($"folder flushed while the old one is in place: {CredentialsFile.AccessToken(path) == "old"}");
    }
}
