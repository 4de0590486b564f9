namespace Brev.Sdk.Tests.CustomApi;

/// <summary>A type that no context of the tests knows.</summary>
public sealed record Badge(string Number);
