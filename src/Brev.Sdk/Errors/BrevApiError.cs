namespace Brev.Sdk;

/// <summary>One entry of the control plane's <c>errors</c> list. Every member is text from the server and may be missing.</summary>
/// <param name="Type">The kind of error, such as <c>UnauthorizedError</c> or <c>ValidationError</c>.</param>
/// <param name="Message">What went wrong, in the server's words.</param>
/// <param name="Field">The member of the request that was refused, for validation errors.</param>
/// <param name="Condition">The condition that the member did not meet, for validation errors.</param>
/// <param name="Actual">The value that the server saw, for validation errors.</param>
public sealed record BrevApiError(string? Type, string? Message, string? Field = null, string? Condition = null, string? Actual = null);
