namespace Brev.Sdk.Benchmarks;

/// <summary>The least that a handler can do: what the authentication handler is compared with.</summary>
internal sealed class PassThroughHandler(HttpMessageHandler inner) : DelegatingHandler(inner);
