namespace Brev.Sdk.Credentials;

/// <summary>
/// Where a login is kept: the folder that it shares with the brev CLI, if it does. An API key belongs to one organization, which may be
/// stored with it.
/// </summary>
internal sealed record LoginPlace(string? Folder, bool IsApiKey, string? OrganizationId)
{
    /// <summary>A token of which nothing else is known.</summary>
    public static LoginPlace Unknown { get; } = new(null, IsApiKey: false, null);

    /// <summary>An API key that stands alone.</summary>
    public static LoginPlace ApiKey { get; } = new(null, IsApiKey: true, null);
}
