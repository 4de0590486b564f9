namespace Brev.Sdk;

/// <summary>The hosts that serve the Brev API.</summary>
public enum BrevHost
{
    /// <summary>The control plane: REST, by default <c>https://brevapi.us-west-2-prod.control-plane.brev.dev</c>.</summary>
    ControlPlane = 0,

    /// <summary>The public API: Connect services over JSON and the public REST endpoints, by default <c>https://api.brev.dev</c>.</summary>
    PublicApi = 1,
}
