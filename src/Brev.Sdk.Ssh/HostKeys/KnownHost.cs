namespace Brev.Sdk.Ssh.HostKeys;

/// <summary>A public host key: its type and its binary form in base64.</summary>
internal sealed record KnownHost(string Type, string Key);
