namespace Brev.Sdk.Testing.Tokens;

/// <summary>What the servers think of a bearer token.</summary>
internal enum TokenVerdict
{
    Good,
    Unknown,
    Expired,
    Revoked,
}
