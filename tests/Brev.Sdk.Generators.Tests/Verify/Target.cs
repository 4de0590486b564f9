namespace Brev.Sdk.Generators.Tests.Verify;

/// <summary>One text to compare.</summary>
/// <param name="Extension">The extension of its file, without a dot.</param>
/// <param name="Data">The text.</param>
/// <param name="Name">What tells it from the other targets of its test; <see langword="null"/> when it is the only one.</param>
internal sealed record Target(string Extension, string Data, string? Name = null);
