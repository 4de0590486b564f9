namespace Brev.Sdk.Quickstart;

/// <summary>The tour cannot go on, for the reason in the message.</summary>
internal sealed class QuickstartException(string message) : Exception(message);
