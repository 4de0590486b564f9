namespace Brev.Sdk.Testing;

/// <summary>What the user has done about a device login.</summary>
internal enum DeviceLoginState
{
    Pending,
    Approved,
    Denied,
}
