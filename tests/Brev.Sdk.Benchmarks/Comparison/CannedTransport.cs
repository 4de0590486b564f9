using System.Net;

namespace Brev.Sdk.Benchmarks.Comparison;

/// <summary>
/// Answers when it is told to, on the thread that tells it: a call waits once, as it does for a socket, and runs to its end on one thread,
/// where no scheduler adds to what it allocates.
/// </summary>
internal sealed class CannedTransport(Scenario scenario) : HttpMessageHandler
{
    private volatile TaskCompletionSource<HttpResponseMessage>? _waiting;
    private HttpRequestMessage? _request;

    /// <summary>Lets a call run to its end.</summary>
    public void Complete(Task call)
    {
        while (true)
        {
            // A peer may go on by itself on a thread of the pool.
            var spin = new SpinWait();
            while (!call.IsCompleted && _waiting is null)
            {
                spin.SpinOnce();
            }

            if (call.IsCompleted)
            {
                break;
            }

            var (waiting, request) = (_waiting!, _request!);
            _waiting = null;
            waiting.SetResult(
                new HttpResponseMessage(scenario.Status) { Content = new CannedContent(scenario.Body), RequestMessage = request });
        }

        call.GetAwaiter().GetResult();
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _request = request;
        _waiting = new TaskCompletionSource<HttpResponseMessage>();
        return _waiting.Task;
    }
}
