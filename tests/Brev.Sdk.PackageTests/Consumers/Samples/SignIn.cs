using Brev.Sdk;

static class SignIn
{
    public static async Task RunAsync(Action personSignsIn)
    {
        // begin
        var account = await BrevLogin.SignInAsync(new DeviceLoginOptions { Email = "dev@example.com" }, (prompt, _) =>
        {
            Console.Error.WriteLine($"Open {prompt.VerificationUri}");
            personSignsIn();
            return Task.CompletedTask;
        });
        using var brev = new BrevClient();
        Console.WriteLine($"signed in: {account.Email ?? account.Subject}, {(await brev.ListOrganizationsAsync()).Count} organization");
        // end
    }
}
