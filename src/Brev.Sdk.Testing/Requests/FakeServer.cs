namespace Brev.Sdk.Testing;

/// <summary>The servers of the fake, each with a port of its own.</summary>
public enum FakeServer
{
    /// <summary>The control plane: REST.</summary>
    ControlPlane,

    /// <summary>The public API: Connect services, and one public REST list.</summary>
    PublicApi,

    /// <summary>NVIDIA's identity provider (KAS) and Auth0, together on one port.</summary>
    IdentityProvider,
}
