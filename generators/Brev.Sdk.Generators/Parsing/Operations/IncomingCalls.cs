using Brev.Sdk.Generators.Diagnostics;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Reports what a document says about calls that the server makes.</summary>
internal static class IncomingCalls
{
    public static void Report(OpenApiDocument document, IReadOnlyList<FoundOperation> operations, ProblemLog problems)
    {
        foreach (var webhook in (document.Webhooks ?? new Dictionary<string, IOpenApiPathItem>()).Keys)
        {
            problems.Add(ProblemIds.IncomingCalls, Pointer.Child("/webhooks", webhook), $"Webhook '{webhook}'");
        }

        foreach (var found in operations)
        {
            foreach (var callback in (found.Operation.Callbacks ?? new Dictionary<string, IOpenApiCallback>()).Keys)
            {
                problems.Add(ProblemIds.IncomingCalls, Pointer.Child(found.Pointer, "callbacks", callback), $"Callback '{callback}'");
            }
        }
    }
}
