namespace Brev.Sdk;

/// <summary>
/// What a person needs to sign in with a browser. The address may stand for the login itself: show it to that person only.
/// </summary>
public sealed class DeviceLoginPrompt
{
    internal DeviceLoginPrompt(Uri verificationUri, string? userCode, DateTimeOffset expiresOn)
    {
        VerificationUri = verificationUri;
        UserCode = userCode;
        ExpiresOn = expiresOn;
    }

    /// <summary>The address to open in a browser, on any device.</summary>
    public Uri VerificationUri { get; }

    /// <summary>The code that the page shows, to be compared; <see langword="null"/> for NVIDIA's login, which has none.</summary>
    public string? UserCode { get; }

    /// <summary>When the sign-in is given up.</summary>
    public DateTimeOffset ExpiresOn { get; }

    /// <summary>The host and the time limit, neither the address nor the code.</summary>
    public override string ToString() => $"DeviceLoginPrompt {{ Host = {VerificationUri.Host}, ExpiresOn = {ExpiresOn:O} }}";
}
