using System.Net;

namespace Brev.Sdk.Http;

/// <summary>One retry, as the log tells it.</summary>
internal readonly record struct RetryNotice(
    HttpRequestMessage? Request, HttpStatusCode? Status, Exception? Exception, int Attempt, TimeSpan Delay);
