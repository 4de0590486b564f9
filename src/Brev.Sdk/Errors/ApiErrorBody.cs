namespace Brev.Sdk.Errors;

/// <summary>What an error body says, whichever envelope it came in; texts are redacted.</summary>
internal sealed record ApiErrorBody(IReadOnlyList<BrevApiError> Errors, string? Code, string? Message, string Excerpt)
{
    public static ApiErrorBody Empty { get; } = new([], null, null, "");
}
