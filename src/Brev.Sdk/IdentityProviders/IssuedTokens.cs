using System.Text;

namespace Brev.Sdk.IdentityProviders;

/// <summary>The answer to a refresh.</summary>
/// <param name="AccessToken">The new access token, a JWT; empty when there is a <paramref name="Failure"/>. Secret.</param>
/// <param name="RefreshToken">What refreshes it next time; <see langword="null"/> when the one that was used stays valid. Secret.</param>
/// <param name="Failure">
/// Why the access token in the answer is of no use. The refresh token beside it is still the only one that works.
/// </param>
internal sealed record IssuedTokens(string AccessToken, string? RefreshToken, RefreshFailedException? Failure = null)
{
    /// <summary>Prints which members are present, never a secret.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("AccessToken = ***, RefreshToken = ").Append(RefreshToken is null ? "" : "***");
        return true;
    }
}
