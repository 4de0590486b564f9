using Microsoft.Extensions.DependencyInjection;

namespace Brev.Sdk.Hosting;

/// <summary>A client that has been added to a container.</summary>
internal sealed record BrevClientBuilder(IServiceCollection Services, string? ServiceKey) : IBrevClientBuilder;
