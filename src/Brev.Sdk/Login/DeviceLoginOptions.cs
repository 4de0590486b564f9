using Brev.Sdk.Settings;

namespace Brev.Sdk;

/// <summary>How a person signs in with a browser.</summary>
public sealed class DeviceLoginOptions : BrevLoginOptions
{
    /// <summary>Who signs the person in. Default: <see cref="BrevLoginProvider.Nvidia"/>.</summary>
    public BrevLoginProvider Provider { get; set; } = BrevLoginProvider.Nvidia;

    /// <summary>The person's e-mail address. NVIDIA's login needs it; Auth0's has no use for it. Default: <see langword="null"/>.</summary>
    public string? Email { get; set; }

    /// <summary>
    /// Where the browser goes after an NVIDIA login. Default: the environment variable <c>BREV_CONSOLE_URL</c>, otherwise
    /// <c>https://brev.nvidia.com/cli-login</c>, as for the brev CLI.
    /// </summary>
    public string ConsoleAddress { get; set; } = EnvironmentText.Read("BREV_CONSOLE_URL", "https://brev.nvidia.com/cli-login");
}
