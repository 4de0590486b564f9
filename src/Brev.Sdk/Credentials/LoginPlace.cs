namespace Brev.Sdk.Credentials;

/// <summary>Where a login is kept, and what comes with it.</summary>
/// <param name="Folder">
/// The folder that the login shares with the brev CLI; <see langword="null"/> for a login that is kept elsewhere.
/// </param>
/// <param name="IsApiKey">Whether the login is an API key, which belongs to one organization.</param>
/// <param name="OrganizationId">The organization that is stored with the key; <see langword="null"/> when none is.</param>
internal sealed record LoginPlace(string? Folder, bool IsApiKey, string? OrganizationId)
{
    /// <summary>A token of which nothing else is known.</summary>
    public static LoginPlace Unknown { get; } = new(null, IsApiKey: false, null);

    /// <summary>An API key that stands alone.</summary>
    public static LoginPlace ApiKey { get; } = new(null, IsApiKey: true, null);
}
