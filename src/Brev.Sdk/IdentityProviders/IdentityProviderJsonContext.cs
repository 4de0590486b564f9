using System.Text.Json.Serialization;

namespace Brev.Sdk.IdentityProviders;

/// <summary>How the bodies of the identity providers are read and written, without reflection.</summary>
[JsonSerializable(typeof(KasLoginRequest))]
[JsonSerializable(typeof(KasLoginResponse))]
[JsonSerializable(typeof(KasTokenResponse))]
[JsonSerializable(typeof(Auth0DeviceCodeResponse))]
[JsonSerializable(typeof(Auth0TokenResponse))]
internal sealed partial class IdentityProviderJsonContext : JsonSerializerContext;
