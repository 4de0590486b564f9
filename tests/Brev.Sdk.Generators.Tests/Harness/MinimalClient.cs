namespace Brev.Sdk.Generators.Tests.Harness;

/// <summary>The least that a hand-written client consists of.</summary>
internal static class MinimalClient
{
    /// <summary>A client class with its binding interfaces.</summary>
    public static string Source(string targetNamespace, string className, params string[] servers) => $$"""
        using System;
        using OpenApi.Generation;

        namespace {{targetNamespace}};

        /// <summary>A client.</summary>
        [OpenApiClient]
        [OpenApiClientException(typeof(InvalidOperationException), "The server answered with an error.")]
        [OpenApiClientException(typeof(UnauthorizedAccessException), "There is no valid login.", OnlyWhenSecured = true)]
        public sealed partial class {{className}}
        {
            /// <summary>Creates a client.</summary>
            public {{className}}() => BindServers();

            private partial T Bind<T>(ApiServer server)
                where T : class => throw new NotSupportedException();

            private static partial Exception EmptyResponse(ApiEndpoint endpoint) => new InvalidOperationException(endpoint.OperationId);

            private static partial Exception RepeatedPageToken(ApiEndpoint endpoint) => new InvalidOperationException(endpoint.OperationId);
        }

        {{string.Join('\n', servers.Select(server => $"internal interface I{server}Binding : I{server}Api;"))}}
        """;

    /// <summary>The client of the project's own document.</summary>
    public static string Brev { get; } = Source("Brev.Sdk", "BrevClient", "ControlPlane", "Public");
}
