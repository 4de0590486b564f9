namespace Brev.Sdk.Generators.Tests.Harness;

/// <summary>The least that a hand-written client consists of.</summary>
internal static class MinimalClient
{
    private const string Exceptions = """
        [OpenApiClientException(typeof(InvalidOperationException), "The server answered with an error.")]
        [OpenApiClientException(typeof(UnauthorizedAccessException), "There is no valid login.", OnlyWhenSecured = true)]
        """;

    /// <summary>As they stand on the client that is shipped, so that its snapshots read as it does.</summary>
    private const string BrevExceptions = """
        [OpenApiClientException(typeof(BrevApiException),
          "Brev answered with an error, or with no answer of this operation.")]
        [OpenApiClientException(typeof(BrevLoginRequiredException),
          "There is no credential, or Brev no longer accepts it.", OnlyWhenSecured = true)]
        [OpenApiClientException(typeof(BrevConnectionException), "Brev could not be reached, or the connection broke.")]
        [OpenApiClientException(typeof(BrevTimeoutException), "The call took longer than the time limit of the options.")]
        """;

    /// <summary>A client class with its binding interfaces.</summary>
    public static string Source(string targetNamespace, string className, params string[] servers) => $$"""
        using System;
        using OpenApi.Generation;

        namespace {{targetNamespace}};

        /// <summary>A client.</summary>
        [OpenApiClient]
        {{Exceptions}}
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
    public static string Brev { get; } =
        Source("Brev.Sdk", "BrevClient", "ControlPlane", "Public")
            .Replace(Exceptions, BrevExceptions, StringComparison.Ordinal)
            .Replace("[OpenApiClient]", "[OpenApiClient(BindingRefusesEmptyAnswers = true)]", StringComparison.Ordinal) + """


        /// <summary>Stands for the exception of that name.</summary>
        public sealed class BrevApiException : Exception;

        /// <summary>Stands for the exception of that name.</summary>
        public sealed class BrevLoginRequiredException : Exception;

        /// <summary>Stands for the exception of that name.</summary>
        public sealed class BrevConnectionException : Exception;

        /// <summary>Stands for the exception of that name.</summary>
        public sealed class BrevTimeoutException : Exception;
        """;
}
