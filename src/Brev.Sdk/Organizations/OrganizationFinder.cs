using System.Net;
using Brev.Sdk.Credentials;
using Brev.Sdk.Settings;
using Brev.Sdk.Stores;

namespace Brev.Sdk.Organizations;

/// <summary>
/// Finds the organization that a login works in. An API key has its own. A login in the CLI's folder has the one that the CLI keeps. Any
/// other has the one that the options name, or the only one that there is. Nothing is ever guessed: the first of a list is as good
/// as a wrong one.
/// </summary>
internal sealed class OrganizationFinder(BrevClient client)
{
    private const string Option = $"{nameof(BrevClientOptions)}.{nameof(BrevClientOptions.OrganizationId)} (or BREV_ORG_ID)";

    private const string Choose =
        $"Name one by its id, or choose one with {nameof(OrganizationExtensions.SetActiveOrganizationAsync)} or `brev set`.";

    public async Task<Organization> FindActiveAsync(CancellationToken cancellationToken)
    {
        var (tokenSet, shared) = await client.Credential.FindLoginAsync(cancellationToken).ConfigureAwait(false);
        if (tokenSet is { ApiKey.Length: > 0 })
        {
            return (tokenSet.ApiKeyOrganizationId ?? client.OrganizationId) is { Length: > 0 } id
                ? await FindOfKeyAsync(id, cancellationToken).ConfigureAwait(false)
                : await FindOnlyAsync("The API key names no organization.", cancellationToken).ConfigureAwait(false);
        }

        if (shared is not { } folder)
        {
            return client.OrganizationId is { Length: > 0 } named
                ? await FindRememberedAsync(new Organization { Id = named }, $"in {Option}", cancellationToken).ConfigureAwait(false)
                : await FindOnlyAsync("No organization is active.", cancellationToken).ConfigureAwait(false);
        }

        var file = new ActiveOrganizationFile(folder);
        return await file.ReadAsync(cancellationToken).ConfigureAwait(false) is { } remembered
            ? await FindRememberedAsync(remembered, $"in {file.Path}", cancellationToken).ConfigureAwait(false)
            : await FindOnlyAsync("No organization is active.", cancellationToken).ConfigureAwait(false);
    }

    public async Task<Organization> FindAsync(string nameOrId, CancellationToken cancellationToken)
    {
        var all = await ListAsync(cancellationToken).ConfigureAwait(false);
        if (all.FirstOrDefault(organization => organization.Id == nameOrId) is { } byId)
        {
            return byId;
        }

        var named = all.Where(organization => nameOrId.Equals(organization.Name, StringComparison.OrdinalIgnoreCase)).ToArray();
        return named switch
        {
            [var only] => only,
            [] => throw OrganizationChoice.Error($"No organization has the name or the id '{nameOrId}'.", "Use one of yours.", all),
            _ => throw OrganizationChoice.Error($"{named.Length} organizations have the name '{nameOrId}'.", "Use the id.", named),
        };
    }

    public async Task<Organization> SetActiveAsync(string nameOrId, CancellationToken cancellationToken)
    {
        var (tokenSet, shared) = await client.Credential.FindLoginAsync(cancellationToken).ConfigureAwait(false);
        if (tokenSet is { ApiKey.Length: > 0 })
        {
            throw new BrevException(
                "An API key belongs to one organization, so another one cannot be made active. "
                + "Use a key of that organization, or sign in with `brev login`.");
        }

        if (shared is not { } folder)
        {
            throw new BrevException(
                "The login is not kept in a credentials file, so there is no place beside it where an active organization is kept. "
                + $"Name the organization in each call, or set {Option}.");
        }

        var organization = await FindAsync(nameOrId, cancellationToken).ConfigureAwait(false);
        await WriteAsync(new ActiveOrganizationFile(folder), organization).ConfigureAwait(false);
        return organization;
    }

    private static async Task WriteAsync(ActiveOrganizationFile file, Organization organization)
    {
        try
        {
            await file.WriteAsync(organization).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BrevException(
                $"The active organization could not be stored in '{file.Path}': {exception.Message.TrimEnd('.')}. "
                + "Make the folder writable for this user and see that the disk has room.",
                exception);
        }
    }

    /// <summary>The key is what counts, so a name that cannot be had costs nothing: keys may lack the right to read it.</summary>
    private async Task<Organization> FindOfKeyAsync(string organizationId, CancellationToken cancellationToken)
    {
        try
        {
            var found = await client.GetOrganizationAsync(organizationId, cancellationToken).ConfigureAwait(false);
            return found with { Id = OrElse(found.Id, organizationId), Name = OrElse(found.Name, organizationId) };
        }
        catch (BrevApiException exception) when (exception.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            return new Organization { Id = organizationId, Name = organizationId };
        }
    }

    private async Task<Organization> FindRememberedAsync(Organization remembered, string place, CancellationToken cancellationToken)
    {
        try
        {
            var found = await client.GetOrganizationAsync(remembered.Id!, cancellationToken).ConfigureAwait(false);
            return found with { Id = OrElse(found.Id, remembered.Id!) };
        }
        catch (BrevApiException exception) when (exception.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            var choices = await ListAsync(cancellationToken).ConfigureAwait(false);
            var name = string.IsNullOrEmpty(remembered.Name) ? $"'{remembered.Id}'" : $"'{remembered.Name}' ({remembered.Id})";
            throw OrganizationChoice.Error(
                $"The active organization {name}, as it stands {place}, is gone or not yours: Brev answered {(int)exception.StatusCode}.",
                Choose,
                choices,
                exception);
        }
    }

    private async Task<Organization> FindOnlyAsync(string happened, CancellationToken cancellationToken) =>
        await ListAsync(cancellationToken).ConfigureAwait(false) switch
        {
            [var only] => only,
            var choices => throw OrganizationChoice.Error(happened, Choose, choices),
        };

    private async Task<IReadOnlyList<Organization>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await client.ListOrganizationsAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).OfType<Organization>()];

    private static string OrElse(string? text, string other) => string.IsNullOrEmpty(text) ? other : text;
}
