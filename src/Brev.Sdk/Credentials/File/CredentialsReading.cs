namespace Brev.Sdk.Credentials;

/// <summary>What came of reading the credentials file.</summary>
/// <param name="Document">What it holds; empty when there is no file, or nothing in it.</param>
/// <param name="Fault">Why what it holds cannot be understood, fit for a user's eyes; <see langword="null"/> when it can.</param>
internal readonly record struct CredentialsReading(CredentialsDocument Document, string? Fault)
{
    /// <summary>There is no file.</summary>
    public static CredentialsReading Missing { get; } = new(CredentialsDocument.Empty, null) { IsWhole = true };

    /// <summary>There is a file with nothing in it, as the CLI leaves it for a moment while it writes.</summary>
    public static CredentialsReading Blank { get; } = new(CredentialsDocument.Empty, null);

    /// <summary>Whether this is what somebody meant to store, and not a file that was cut off or damaged.</summary>
    public bool IsWhole { get; init; }
}
