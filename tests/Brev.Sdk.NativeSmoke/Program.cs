using Brev.Sdk;

await using var credential = BrevCredential.FromCredentialsFile();
await using var brev = new BrevClient(new BrevClientOptions { Credential = credential });
if (args is ["start"])
{
    await CallsOfEveryShape.GetAsync(brev);
    return;
}

await CallsOfEveryShape.RunAsync(brev, credential);
