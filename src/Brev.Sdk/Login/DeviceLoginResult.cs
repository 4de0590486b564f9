namespace Brev.Sdk.Login;

/// <summary>What a device login brought: what is stored, and the id token that registers a new user.</summary>
internal sealed record DeviceLoginResult(string AccessToken, string RefreshToken, string IdToken)
{
    /// <summary>Nothing: all of it is secret.</summary>
    public override string ToString() => "DeviceLoginResult { *** }";
}
