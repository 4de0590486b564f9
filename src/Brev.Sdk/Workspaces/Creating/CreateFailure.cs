using System.Net;

namespace Brev.Sdk.Workspaces.Creating;

/// <summary>What a failed create says about the workspace.</summary>
internal static class CreateFailure
{
    /// <summary>
    /// Texts with which clouds, and Brev for them, say that a machine cannot be had at the moment; no code exists for it.
    /// </summary>
    private static readonly string[] CapacityTexts =
        ["capacity", "out of stock", "sold out", "not enough resources", "insufficient resources", "zone_resource_pool_exhausted"];

    /// <summary>
    /// Whether the request can have taken effect although it failed. Only one that has certainly never left and one that Brev itself has
    /// refused cannot: whatever else fails, a handler of the application's among it, can have failed after the request was sent.
    /// </summary>
    public static bool IsInDoubt(BrevException exception) => exception is BrevApiException api
        ? (int)api.StatusCode is >= 200 and < 300 or 408
            || (IsServerError(api) && !IsAboutOffer(api) && api is { IsInvalidRequest: false, IsOutOfCredits: false })
        : !exception.WasNeverSent;

    /// <summary>Whether another offer may succeed: no capacity, a used-up quota, a cloud that does not know the type any more.</summary>
    public static bool IsAboutOffer(BrevException exception) =>
        exception is BrevApiException { IsDuplicateName: false, IsOutOfCredits: false } api
        && (api.IsQuotaExceeded || api.IsProviderNotEnabled || SaysCapacity(api)
            || (IsServerError(api) && api is { IsNotFound: true, IsInvalidRequest: true }));

    /// <summary>A server that blames itself has been seen to do the work nevertheless.</summary>
    public static bool IsServerError(BrevException exception) =>
        exception is BrevApiException { StatusCode: >= HttpStatusCode.InternalServerError };

    /// <summary>Whether a deployment that was accepted has failed because its cloud has no such machine at the moment.</summary>
    public static bool IsForCapacity(BrevWaitException exception) =>
        exception is { Reason: WaitFailureReason.Failed, LastWorkspace.StatusMessage: { } message } && Says(message, CapacityTexts);

    /// <summary>
    /// Whether there is no such machine at the moment. Quotas, disabled providers and wrong credentials stay as they are.
    /// </summary>
    public static bool IsCapacity(BrevException exception) =>
        exception is BrevApiException { IsQuotaExceeded: false, IsProviderNotEnabled: false } api && SaysCapacity(api);

    /// <summary>A gateway's page speaks of the gateway.</summary>
    private static bool SaysCapacity(BrevApiException exception) =>
        (exception.ErrorMessage ?? exception.BodyExcerpt) is var said && !said.StartsWith('<') && Says(said, CapacityTexts);

    private static bool Says(string message, string[] texts) =>
        texts.Any(text => message.Contains(text, StringComparison.OrdinalIgnoreCase));
}
