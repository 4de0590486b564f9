namespace Brev.Sdk.Testing.Tokens;

/// <summary>What a refresh token stands for.</summary>
/// <param name="UserId">Whose login it is.</param>
/// <param name="DeviceId">The device that a KAS session is bound to; <see langword="null"/> for Auth0.</param>
/// <param name="ExpiresOn">When it ends.</param>
internal sealed record RefreshSession(string UserId, string? DeviceId, DateTimeOffset ExpiresOn);
