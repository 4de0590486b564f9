using System.Text.Json.Serialization;
using Brev.Sdk;

/// <summary>
/// One call of every shape that the API has, and one line of output for each. It has no namespace, so that it can follow a program in one
/// file.
/// </summary>
internal static class CallsOfEveryShape
{
    /// <summary>Makes the calls one after the other; the first that fails ends the program.</summary>
    public static async Task RunAsync(BrevClient brev, BrevCredential credential)
    {
        Say("runtime", System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription);
        await GetAsync(brev);
        var organization = (await brev.ListOrganizationsAsync())[0];
        Say("list", organization.Name);
        await CreateAsync(brev, organization.Id!);
        await PageAsync(brev, organization.Id!);
        Say("own endpoint", (await brev.CreateApi<IAccountApi>(AccountJson.Default).GetMeAsync()).Id);
        await FailAsync(brev);
        await RefreshAsync(credential);
        Say("resend", (await brev.GetOrganizationAsync(organization.Id!)).Name);
        await SignInAsync();
    }

    /// <summary>The smallest call there is.</summary>
    public static async Task GetAsync(BrevClient brev) => Say("get", (await brev.GetCurrentUserAsync()).Id);

    private static async Task CreateAsync(BrevClient brev, string organizationId)
    {
        var request = new CreateWorkspaceRequest
        {
            Name = "consumer",
            WorkspaceVersion = WorkspaceVersion.V1,
            InstanceType = "g6e.xlarge",
            WorkspaceGroupId = "devplane-brev-1",
            DiskStorage = "120Gi",
        };
        var workspace = await brev.CreateWorkspaceAsync(organizationId, request);
        Say("create", workspace.Id);
    }

    private static async Task PageAsync(BrevClient brev, string organizationId)
    {
        var count = 0;
        await foreach (var _ in brev.EnumerateOrganizationMembersAsync(
            new ListOrganizationMembersRequest { OrganizationId = organizationId }))
        {
            count++;
        }

        Say("paged", count);
    }

    private static async Task FailAsync(BrevClient brev)
    {
        try
        {
            await brev.GetWorkspaceAsync("missing");
        }
        catch (BrevApiException exception) when (exception.IsNotFound)
        {
            Say("error", exception.StatusCode);
        }
    }

    private static async Task RefreshAsync(BrevCredential credential)
    {
        var first = await credential.GetTokenAsync();
        var second = await credential.GetTokenAsync(forceRefresh: true);
        Say("refresh", first.Token == second.Token ? "the same token" : "another token");
    }

    private static async Task SignInAsync()
    {
        var file = Path.Combine(Path.GetTempPath(), "second-login.json");
        var options = new DeviceLoginOptions { Email = "dev@example.com", CredentialsPath = file };
        var account = await BrevLogin.SignInAsync(options, (prompt, _) =>
        {
            Say("device login", "waits");
            return Task.CompletedTask;
        });
        Say("device login", account.ExpiresOn is null ? "without an end" : "signed in");
    }

    private static void Say(string shape, object? outcome) => Console.WriteLine($"{shape}: {outcome}");
}

/// <summary>An endpoint that the SDK does not know, for all it sees.</summary>
internal interface IAccountApi
{
    [Refit.Get("/api/me")]
    [Refit.Headers("Authorization: Bearer")]
    Task<Account> GetMeAsync();
}

internal sealed record Account(string Id, string Username);

[JsonSerializable(typeof(Account))]
internal sealed partial class AccountJson : JsonSerializerContext;
