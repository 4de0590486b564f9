namespace Brev.Sdk;

/// <summary>
/// Makes Refit's generator implement the control plane's interface in this assembly: it does not see what other generators emit in its own.
/// </summary>
internal interface IControlPlaneBinding : IControlPlaneApi;
