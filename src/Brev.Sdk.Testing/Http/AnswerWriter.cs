using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Brev.Sdk.Testing.Http;

/// <summary>Writes an answer, or as much of it as was planned.</summary>
internal static class AnswerWriter
{
    public static async Task WriteAsync(HttpContext context, FakeRequest request, FakeAnswer answer)
    {
        switch (answer.Ending)
        {
            case AnswerEnding.Never:
                await request.ParkAsync(static ended => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ended))
                    .ConfigureAwait(false);
                context.Abort();
                break;
            case AnswerEnding.BeforeTheAnswer:
                context.Abort();
                break;
            default:
                await WriteBodyAsync(context, request, answer).ConfigureAwait(false);
                break;
        }
    }

    private static async Task WriteBodyAsync(HttpContext context, FakeRequest request, FakeAnswer answer)
    {
        var body = Encoding.UTF8.GetBytes(answer.Body);
        WriteHead(context.Response, answer, body.Length);
        request.AnsweredWith((int)answer.Status);
        if (answer.Ending == AnswerEnding.InTheMiddle)
        {
            await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2)).ConfigureAwait(false);
            await context.Response.Body.FlushAsync().ConfigureAwait(false);
            context.Abort();
        }
        else if (body.Length > 0)
        {
            await context.Response.Body.WriteAsync(body).ConfigureAwait(false);
        }
    }

    private static void WriteHead(HttpResponse response, FakeAnswer answer, int length)
    {
        response.StatusCode = (int)answer.Status;
        response.ContentType = answer.ContentType;
        if (answer.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        // These statuses have no body, and so no length either.
        if ((int)answer.Status is not (< 200 or 204 or 304))
        {
            response.ContentLength = length;
        }
    }
}
