using Brev.Sdk.Errors;

namespace Brev.Sdk.Http;

/// <summary>Puts the application's handlers around the transport.</summary>
internal static class ApplicationHandlers
{
    /// <summary>The first of the list is the outermost.</summary>
    /// <exception cref="BrevConfigurationException">A function gives no handler, or one that stands in a chain already.</exception>
    public static HttpMessageHandler Stack(IList<Func<DelegatingHandler>> handlers, HttpMessageHandler transport)
    {
        var inner = handlers.Count == 0 ? transport : new ArrivalNote(transport);
        for (var index = handlers.Count - 1; index >= 0; index--)
        {
            var handler = handlers[index]() ?? throw Wrong(index, "gave null instead of a handler");
            if (handler.InnerHandler is not null)
            {
                throw Wrong(index, $"gave a {handler.GetType().Name} that has an inner handler already");
            }

            handler.InnerHandler = inner;
            inner = handler;
        }

        return inner;
    }

    private static BrevConfigurationException Wrong(int index, string fault) => new(
        $"The function at {nameof(BrevClientOptions)}.{nameof(BrevClientOptions.Handlers)}[{index}] {fault}. Let it make a new handler "
            + "each time it is called, without an inner handler: the client calls it once for each host and connects the handlers itself.");
}
