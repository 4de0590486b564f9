using Refit;

namespace Brev.Sdk.Tests.CustomApi;

/// <summary>Calls with types that say nothing about how their members are written.</summary>
public interface IAccountApi
{
    [Get("/api/me")]
    Task<Account> GetAsync();

    [Put("/api/me")]
    Task<Account> PutAsync([Body] Account account);

    [Get("/api/me/token")]
    [Headers("Authorization: Bearer", "Accept: application/vnd.api.json;version=3.4.1")]
    Task<Account> GetVersionedAsync();

    [Get("/api/me/badge")]
    Task<Badge> GetBadgeAsync();

    [Put("/api/me/badge")]
    Task PutBadgesAsync([Body] IReadOnlyList<Badge> badges);

    [Get("/api/me/machine")]
    Task<Machine> GetMachineAsync();

    [Put("/api/me/machine")]
    Task PutMachineAsync([Body] Machine machine);

    [Get("/api/me/photo")]
    Task<Stream> DownloadAsync();
}
