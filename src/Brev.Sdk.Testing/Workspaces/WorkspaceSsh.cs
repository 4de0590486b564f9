using System.Net;

namespace Brev.Sdk.Testing.Workspaces;

/// <summary>How the workspaces of a fake are reached by SSH.</summary>
internal sealed class WorkspaceSsh
{
    /// <summary>Where the SSH port really leads; <see langword="null"/> for the relay.</summary>
    public DnsEndPoint? Endpoint { get; set; }

    public string User { get; set; } = "ubuntu";

    public string ProxyHostname { get; set; } = "";

    public bool TakesCertificates { get; set; } = true;
}
