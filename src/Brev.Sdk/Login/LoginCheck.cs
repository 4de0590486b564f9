using System.Net;
using Brev.Sdk.Authentication;
using Brev.Sdk.Credentials;

namespace Brev.Sdk.Login;

/// <summary>Asks Brev about a login before it is stored, so that a wrong one is not found out at some later call.</summary>
internal static class LoginCheck
{
    /// <summary>Texts by which Brev says that the person is a user already.</summary>
    private static readonly string[] AlreadyRegistered = ["duplicate username", "duplicate external auth id", "identity already exists"];

    /// <summary>Makes the person a user of Brev at the first sign-in. Nothing else of the profile is touched.</summary>
    public static async Task RegisterAsync(BrevLoginOptions options, string idToken, CancellationToken cancellationToken)
    {
        using var client = CreateClient(options, TryAsItIs(idToken));
        try
        {
            await client.RegisterUserAsync(idToken, cancellationToken).ConfigureAwait(false);
        }
        catch (BrevApiException exception) when (IsRegisteredAlready(exception))
        {
            // The usual case.
        }
    }

    public static async Task TryTokenAsync(BrevLoginOptions options, string accessToken, CancellationToken cancellationToken)
    {
        using var client = CreateClient(options, TryAsItIs(accessToken));
        try
        {
            await client.GetCurrentUserAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (BrevApiException exception) when (exception.IsUnauthenticated)
        {
            throw new BrevLoginRequiredException(
                "Brev does not accept the token (HTTP 401), so it has not been stored. Copy a new one from the settings page.", exception);
        }
    }

    public static async Task TryApiKeyAsync(
        BrevLoginOptions options, string apiKey, string organizationId, CancellationToken cancellationToken)
    {
        using var client = CreateClient(options, BrevCredential.FromApiKey(apiKey));
        try
        {
            await client.GetOrganizationAsync(organizationId, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (BrevApiException exception) when (exception.IsUnauthenticated)
        {
            throw new BrevLoginRequiredException("Brev does not accept the API key (HTTP 401), so it has not been stored. It may have "
                + "expired; create a new one.", exception);
        }
        catch (BrevApiException exception) when (exception.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            throw new BrevLoginRequiredException(
                $"The API key does not reach the organization '{organizationId}' (HTTP {(int)exception.StatusCode}), so it has not "
                    + "been stored. A key belongs to one organization: pass that one's id.", exception);
        }
    }

    private static bool IsRegisteredAlready(BrevApiException exception) =>
        exception.IsConflict
            || AlreadyRegistered.Any(
                text => exception.BodyExcerpt.Contains(text, StringComparison.OrdinalIgnoreCase) || exception.ErrorMessage?.Contains(
                text, StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>Without its expiry: Brev's clock decides here, not this machine's.</summary>
    private static StaticCredential TryAsItIs(string token) =>
        new("access token", given: null, () => CachedToken.Of(new BrevAccessToken(token)));

    private static BrevClient CreateClient(BrevLoginOptions options, BrevCredential credential) => new(new BrevClientOptions
    {
        Credential = credential,
        ControlPlaneEndpoint = options.ControlPlaneEndpoint,
        Transport = options.Transport,
        TimeProvider = options.Credential.TimeProvider,
        LoggerFactory = options.Credential.LoggerFactory,
    });
}
