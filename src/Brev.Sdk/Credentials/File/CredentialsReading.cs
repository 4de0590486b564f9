namespace Brev.Sdk.Credentials;

/// <summary>What came of reading the credentials file.</summary>
/// <param name="Document">What it holds; empty when there is no file, or nothing in it.</param>
/// <param name="Fault">Why what it holds cannot be understood, fit for a user's eyes; <see langword="null"/> when it can.</param>
internal readonly record struct CredentialsReading(CredentialsDocument Document, string? Fault)
{
    /// <summary>There is no file, or nothing in it.</summary>
    public static CredentialsReading Nothing { get; } = new(CredentialsDocument.Empty, null);
}
