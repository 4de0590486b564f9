using Refit;

namespace Brev.Sdk.IdentityProviders;

/// <summary>NVIDIA's identity provider on the wire. The answers are read by the caller, because their errors carry meaning.</summary>
internal interface IKasApi
{
    /// <summary>Begins a login: answers with the address where the user signs in, and the session key that stands for it.</summary>
    [Post("/device/login")]
    Task<HttpResponseMessage> BeginLoginAsync([Body(buffered: true)] KasLoginRequest request, CancellationToken cancellationToken);

    /// <summary>Hands out a token for a session, once its user has signed in and for as long as the session lives.</summary>
    [Get("/token")]
    Task<HttpResponseMessage> GetTokenAsync(
        [Authorize("Bearer")] string sessionKey, [Header("x-device-id")] string deviceId, CancellationToken cancellationToken);
}
