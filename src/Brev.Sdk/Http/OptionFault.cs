namespace Brev.Sdk.Http;

/// <summary>An option that is out of its bounds: what it is, and what to set it to.</summary>
internal sealed record OptionFault(string Option, string Value, string Advice);
