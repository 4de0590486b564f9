namespace Brev.Sdk.Testing.IdentityProvider;

/// <summary>A device login that has begun.</summary>
internal sealed class DeviceLogin(string? deviceId, string? email, DateTimeOffset expiresOn)
{
    /// <summary>The device that a KAS login names; <see langword="null"/> for Auth0.</summary>
    public string? DeviceId => deviceId;

    /// <summary>The address that a KAS login names; <see langword="null"/> for Auth0.</summary>
    public string? Email => email;

    public DateTimeOffset ExpiresOn => expiresOn;

    public DeviceLoginState State { get; set; }

    public string? UserId { get; set; }

    /// <summary>When it was last polled; Auth0 asks pollers to keep an interval.</summary>
    public DateTimeOffset? PolledOn { get; set; }
}
