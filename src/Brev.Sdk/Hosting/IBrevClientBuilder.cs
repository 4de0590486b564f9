using Microsoft.Extensions.DependencyInjection;

namespace Brev.Sdk;

/// <summary>A client that has been added to a container, for what belongs to it, such as a health check.</summary>
public interface IBrevClientBuilder
{
    /// <summary>The services of the container.</summary>
    IServiceCollection Services { get; }

    /// <summary>The key of the client; <see langword="null"/> for the one without a key.</summary>
    string? ServiceKey { get; }
}
