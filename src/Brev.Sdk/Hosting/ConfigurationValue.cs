namespace Brev.Sdk.Hosting;

/// <summary>A value of a configuration section: how to put it into the options, or what is wrong with it.</summary>
/// <param name="Key">The whole key, such as <c>Brev:MaxRetries</c>.</param>
/// <param name="Option">The option that it sets.</param>
/// <param name="Apply">Sets the option; <see langword="null"/> when the value cannot be read.</param>
/// <param name="Fault">What is wrong with the value and what to write; it never repeats a secret.</param>
internal sealed record ConfigurationValue(string Key, string Option, Action<BrevClientOptions>? Apply, string? Fault);
