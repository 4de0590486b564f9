using Refit;

namespace Brev.Sdk.Tests.CustomApi;

public interface IPaintApi
{
    [Get("/api/paints/{id}")]
    [Headers("Authorization: Bearer")]
    Task<Paint> GetPaintAsync(string id);

    [Put("/api/paints")]
    [Headers("Authorization: Bearer")]
    Task<Paint> PutPaintAsync([Body] Paint paint);

    [Get("/api/paints/public")]
    Task<Paint> GetPublicPaintAsync();
}
