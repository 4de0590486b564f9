using Refit;

namespace Brev.Sdk.Tests.CustomApi;

/// <summary>Calls whose address or method is not the usual.</summary>
[Headers("Authorization: Bearer")]
public interface ILinkApi
{
    [Get("")]
    Task<IApiResponse> FollowAsync([Url] string link);

    [Get("/{**path}")]
    Task<IApiResponse> GetAnywhereAsync(string path);

    [Get("/one")]
    Task<IApiResponse> GetAsHostAsync([Header("Host")] string host);

    [Head("/one")]
    Task<IApiResponse> HeadAsync();

    [Options("/one")]
    Task<IApiResponse> OptionsAsync();

    [Put("/one")]
    [Headers("Expect: 100-continue")]
    Task<IApiResponse> PutWhenWelcomeAsync([Body] Paint paint);
}
