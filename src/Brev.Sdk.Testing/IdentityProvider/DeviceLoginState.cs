namespace Brev.Sdk.Testing.IdentityProvider;

/// <summary>What the user has done about a device login.</summary>
internal enum DeviceLoginState
{
    Pending,
    Approved,
    Denied,
}
