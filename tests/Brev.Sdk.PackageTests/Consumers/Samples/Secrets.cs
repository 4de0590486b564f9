using Brev.Sdk;

static class Secrets
{
    public static async Task RunAsync(BrevClient brev, string organizationId)
    {
        // begin
        var created = await brev.CreateSecretAsync(
            new CreateSecretRequest { OrganizationId = organizationId, Name = "HF_TOKEN", Value = "synthetic" });
        var secretId = created.Secret!.SecretId!;
        await brev.SetSecretValueAsync(new SetSecretValueRequest { SecretId = secretId, Value = "rotated" });
        var versions = await brev.ListSecretVersionsAsync(new ListSecretVersionsRequest { SecretId = secretId });
        Console.WriteLine($"{created.Secret.Name} has {versions.Items.Count} versions");
        await brev.DeleteSecretAsync(new DeleteSecretRequest { SecretId = secretId });
        // end
    }
}
