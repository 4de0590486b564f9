namespace Brev.Sdk.Organizations;

/// <summary>Who the user of a client is.</summary>
internal static class SignedInUser
{
    /// <summary>
    /// The id; <see langword="null"/> under an API key, which does not say whose it is: like the brev CLI, the SDK asks nothing then.
    /// </summary>
    /// <exception cref="BrevException">Brev answers without an id.</exception>
    public static async Task<string?> FindIdAsync(BrevClient client, CancellationToken cancellationToken)
    {
        var (tokenSet, _) = await client.Credential.FindLoginAsync(cancellationToken).ConfigureAwait(false);
        if (tokenSet is { ApiKey.Length: > 0 })
        {
            return null;
        }

        var user = await client.GetCurrentUserAsync(cancellationToken).ConfigureAwait(false);
        return user.Id is { Length: > 0 } id ? id : throw new BrevException(
            "Brev does not say who is signed in, so what is yours cannot be told from what is others'. Sign in again with `brev login`.");
    }
}
