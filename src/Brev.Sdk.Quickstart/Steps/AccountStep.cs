using System.Globalization;

namespace Brev.Sdk.Quickstart.Steps;

/// <summary>Who is signed in, and for which organization.</summary>
internal sealed class AccountStep(BrevClient client, Action<string> say)
{
    public async Task SignInAsync(BrevCredential credential, CancellationToken cancellationToken)
    {
        var token = await credential.GetTokenAsync(cancellationToken: cancellationToken);
        var user = await client.GetCurrentUserAsync(cancellationToken);
        say($"Signed in as {user.Name ?? user.Username ?? user.Email}.");
        say(token.ExpiresOn is { } end ? $"The access token ends on {end.ToString("u", CultureInfo.InvariantCulture)}." : "The credential does not expire.");
    }

    public async Task<string> ChooseOrganizationAsync(string? wanted, CancellationToken cancellationToken)
    {
        var organizations = await client.ListOrganizationsAsync(cancellationToken: cancellationToken);
        var chosen = wanted is null
            ? (organizations.Count > 0 ? organizations[0] : null)
            : organizations.FirstOrDefault(one => one.Id == wanted || string.Equals(one.Name, wanted, StringComparison.OrdinalIgnoreCase));
        if (chosen?.Id is not { } id)
        {
            throw new QuickstartException(wanted is null
                ? "The account has no organization. Create one in the console first."
                : $"There is no organization '{wanted}' for this account; there are: {string.Join(", ", organizations.Select(one => one.Name))}.");
        }

        say($"The organization is {chosen.Name} ({id}).");
        return id;
    }
}
