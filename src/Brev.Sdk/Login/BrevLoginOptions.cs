using Brev.Sdk.Settings;

namespace Brev.Sdk;

/// <summary>
/// How <see cref="BrevLogin"/> signs in, and where it keeps the login. Every property has a working default; set only what differs.
/// </summary>
public class BrevLoginOptions
{
    /// <summary>The credentials file. Default: <see langword="null"/>, the brev CLI's <c>~/.brev/credentials.json</c>.</summary>
    public string? CredentialsPath { get; set; }

    /// <summary>
    /// A store of your own, or one that a fleet shares, instead of the credentials file: the login goes there, and <see
    /// cref="BrevLogin.SignOutAsync"/> empties it. Default: <see langword="null"/>, the credentials file. <see cref="CredentialsPath"/>
    /// must not be set beside it.
    /// </summary>
    public BrevCredentialStore? Store { get; set; }

    /// <summary>
    /// The identity providers, their transport, the clock and the log. Default: those of a new <see cref="BrevCredentialOptions"/>.
    /// </summary>
    public BrevCredentialOptions Credential { get; set; } = new();

    /// <summary>
    /// The root of the control plane, which is asked when <see cref="AskBrev"/> is set. Default: the environment variable
    /// <c>BREV_API_URL</c>, otherwise <see cref="BrevClientOptions.DefaultControlPlaneEndpoint"/>. It must be https, or http to a loopback
    /// address.
    /// </summary>
    public Uri ControlPlaneEndpoint { get; set; } = EnvironmentEndpoint.Read("BREV_API_URL", BrevClientOptions.DefaultControlPlaneEndpoint);

    /// <summary>
    /// The innermost handler of calls to the control plane; see <see cref="BrevClientOptions.Transport"/>. Default: <see langword="null"/>.
    /// </summary>
    public HttpMessageHandler? Transport { get; set; }

    /// <summary>
    /// Whether Brev itself is asked: a token or an API key is tried before it is stored, and a person who signs in for the first time is
    /// registered. Default: <see langword="true"/>. Without it a wrong key shows up only at the first call.
    /// </summary>
    public bool AskBrev { get; set; } = true;
}
