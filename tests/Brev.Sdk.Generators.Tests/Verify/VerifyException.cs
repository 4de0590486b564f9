namespace Brev.Sdk.Generators.Tests.Verify;

/// <summary>What was received is not what was approved.</summary>
public sealed class VerifyException(string message) : Exception(message);
