namespace Brev.Sdk.Workspaces.Creating;

/// <summary>Reads the id of a launchable from what a user has at hand: the id itself, or the address of its page in the console.</summary>
internal static class LaunchableAddress
{
    private const string Parameter = "launchableID=";

    /// <exception cref="ArgumentException">It is neither.</exception>
    public static string ReadId(string launchableId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(launchableId);
        var id = Uri.TryCreate(launchableId, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            ? FindParameter(address) : launchableId.Trim();
        return id.Length > 0 && id.IndexOfAny(['/', '?', '&', '#', ' ']) < 0 ? id : throw new ArgumentException(
            $"'{launchableId}' is neither the id of a launchable (env-…) nor its address in the console "
            + "(https://brev.nvidia.com/launchable/deploy?launchableID=env-…).", nameof(launchableId));
    }

    private static string FindParameter(Uri address) =>
        address.Query.TrimStart('?').Split('&')
            .FirstOrDefault(static part => part.StartsWith(Parameter, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Uri.UnescapeDataString(found[Parameter.Length..])
            : "";
}
