using System.Net;

namespace Brev.Sdk.Tests.Testing.Connect;

public sealed class SecretTests
{
    private const string First = "first-value-5f1d";
    private const string Second = "second-value-9c2e";

    private const int TokenRefreshed = 1;
    private const int CallResent = 6;

    [Fact]
    public async Task A_secret_is_created_read_rotated_and_deleted_without_its_value_being_printed()
    {
        using var log = new CollectedLog();
        await using var stage = await ConnectStage.StartLoggedAsync(log);
        var client = stage.Client;
        var printed = new List<object>();
        T Print<T>(T value)
        {
            printed.Add(value!);
            return value;
        }

        var created = Print(await client.CreateSecretAsync(
            Print(new CreateSecretRequest { OrganizationId = stage.OrganizationId, Name = "HF_TOKEN", Value = First })));
        var id = created.Secret!.SecretId!;
        Assert.Equal(created.Secret, Print(await client.GetSecretAsync(Print(new GetSecretRequest { SecretId = id }))).Secret);

        // The new value is sent twice, so that what is logged about a resend is looked at as well.
        stage.Brev.Tokens.RevokeAll();
        var rotated = Print(await client.SetSecretValueAsync(Print(new SetSecretValueRequest { SecretId = id, Value = Second })));
        Assert.Equal(2, rotated.Version!.VersionNumber);
        var versions = Print(await client.ListSecretVersionsAsync(Print(new ListSecretVersionsRequest { SecretId = id })));
        Assert.Equal([1, 2], versions.Items.Select(version => version.VersionNumber));

        var values = new List<string?>();
        foreach (var version in versions.Items)
        {
            values.Add(Print(await client.GetSecretValueAsync(
                Print(new GetSecretValueRequest { SecretId = id, VersionId = version.VersionId! }))).Value);
        }

        Assert.Equal([First, Second], values);
        Assert.Equal(2, stage.Brev.Requests.For("SetSecretValue").Count);
        await client.DeleteSecretAsync(Print(new DeleteSecretRequest { SecretId = id }));
        printed.Add(await ConnectStage.FailsAsync(
            "not_found", HttpStatusCode.NotFound, () => client.GetSecretAsync(new GetSecretRequest { SecretId = id })));

        printed.AddRange(stage.Brev.Requests);
        Assert.Contains(log.Entries, entry => entry.Event == TokenRefreshed);
        Assert.Contains(log.Entries, entry => entry.Event == CallResent);
        var text = string.Join('\n', [.. printed.Select(value => value.ToString()), .. log.Entries.Select(entry => entry.Text)]);
        Assert.DoesNotContain(First, text);
        Assert.DoesNotContain(Second, text);
    }

    [Fact]
    public async Task An_error_about_a_secret_does_not_repeat_its_value()
    {
        using var log = new CollectedLog();
        await using var stage = await ConnectStage.StartLoggedAsync(log);
        stage.Brev.Requests.FailNext(
            "SetSecretValue", HttpStatusCode.BadRequest, body: $$"""{"code":"invalid_argument","message":"bad","value":"{{First}}"}""");
        var id = stage.Brev.Secrets.Add(stage.OrganizationId, "HF_TOKEN", Second).SecretId!;

        var error = await ConnectStage.FailsAsync("invalid_argument", HttpStatusCode.BadRequest, () =>
            stage.Client.SetSecretValueAsync(new SetSecretValueRequest { SecretId = id, Value = First }));

        Assert.DoesNotContain(First, $"{error} {error.BodyExcerpt} {string.Join('\n', log.Entries)}");
        Assert.Equal(Second, stage.Brev.Secrets.GetValue(id));
    }

    [Fact]
    public async Task The_number_of_a_version_travels_as_text()
    {
        await using var stage = await ConnectStage.StartAsync();
        var id = stage.Brev.Secrets.Add(stage.OrganizationId, "HF_TOKEN", First).SecretId!;

        var answer = await RawCall.PostAsync(stage.Brev, "ManagedSecretService/ListSecretVersions", $$"""{"secretId":"{{id}}"}""");

        Assert.Contains("\"versionNumber\":\"1\"", answer);
    }

    [Fact]
    public async Task Versions_and_secrets_come_in_pages()
    {
        await using var stage = await ConnectStage.StartAsync();
        stage.Brev.Paging.DefaultSize = 2;
        var ids = Enumerable.Range(1, 5)
            .Select(number => stage.Brev.Secrets.Add(stage.OrganizationId, $"SECRET_{number}", First).SecretId).ToList();
        for (var rotation = 0; rotation < 4; rotation++)
        {
            await stage.Client.SetSecretValueAsync(new SetSecretValueRequest { SecretId = ids[0]!, Value = Second });
        }

        var secrets = await Collect.AllAsync(
            stage.Client.EnumerateSecretsAsync(new ListSecretsRequest { OrganizationId = stage.OrganizationId }));
        var versions = await Collect.AllAsync(
            stage.Client.EnumerateSecretVersionsAsync(new ListSecretVersionsRequest { SecretId = ids[0]! }));

        Assert.Equal(ids, secrets.Select(secret => secret.SecretId));
        Assert.Equal([1, 2, 3, 4, 5], versions.Select(version => version.VersionNumber!.Value));
        Assert.Equal((3, 3), (stage.Brev.Requests.For("ListSecrets").Count, stage.Brev.Requests.For("ListSecretVersions").Count));
    }

    [Fact]
    public async Task Errors_of_secrets_have_the_codes_of_the_service()
    {
        await using var stage = await ConnectStage.StartAsync();
        var client = stage.Client;
        var id = stage.Brev.Secrets.Add(stage.OrganizationId, "HF_TOKEN", First).SecretId!;
        var foreignId = stage.Brev.Secrets.Add(stage.Brev.Organizations.Add("others").Id!, "HF_TOKEN", First).SecretId!;
        var create = new CreateSecretRequest { OrganizationId = stage.OrganizationId, Name = "HF_TOKEN", Value = Second };

        await ConnectStage.FailsAsync("already_exists", HttpStatusCode.Conflict, () => client.CreateSecretAsync(create));
        await ConnectStage.FailsAsync(
            "invalid_argument", HttpStatusCode.BadRequest, () => client.CreateSecretAsync(create with { Name = "OTHER", Value = "" }));
        await ConnectStage.FailsAsync(
            "not_found", HttpStatusCode.NotFound, () => client.CreateSecretAsync(create with { OrganizationId = "none" }));
        await ConnectStage.FailsAsync("not_found", HttpStatusCode.NotFound, () =>
            client.GetSecretValueAsync(new GetSecretValueRequest { SecretId = id, VersionId = "none" }));
        await ConnectStage.FailsAsync(
            "permission_denied", HttpStatusCode.Forbidden, () => client.GetSecretAsync(new GetSecretRequest { SecretId = foreignId }));
        Assert.Equal(First, stage.Brev.Secrets.GetValue(id));
    }
}
