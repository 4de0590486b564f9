using Brev.Sdk.Errors;
using Polly;

namespace Brev.Sdk.Http;

/// <summary>The attempts of one call, as the policy asks for them: the first has been made already.</summary>
internal sealed class CallAttempts(
    HttpRequestMessage request, ApiEndpoint? endpoint, Outcome<HttpResponseMessage> first, CallRepetition.Attempt attempt)
{
    private bool _isFirstTold;

    /// <summary>The next answer.</summary>
    /// <exception cref="HttpRequestException">The attempt got none.</exception>
    public async ValueTask<HttpResponseMessage> NextAsync(CancellationToken cancellationToken)
    {
        var outcome = first;
        if (_isFirstTold)
        {
            outcome = await attempt(request, endpoint, cancellationToken).ConfigureAwait(false);
            UnclearAttempt.NoteIfUnclear(request, outcome);
        }

        _isFirstTold = true;
        outcome.ThrowIfException();
        return outcome.Result!;
    }
}
