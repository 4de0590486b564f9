namespace Brev.Sdk.Testing;

/// <summary>The rules that a request can break.</summary>
public enum FakeViolationKind
{
    /// <summary>No operation has this method and path. Answered with 404.</summary>
    UnknownRoute,

    /// <summary>The operation needs a token and none came. Answered with 401.</summary>
    TokenMissing,

    /// <summary>The token is none that the fake has issued. Answered with 401.</summary>
    TokenUnknown,

    /// <summary>The token has expired by <see cref="FakeBrev.Clock"/>. Answered with 401.</summary>
    TokenExpired,

    /// <summary>The token has been revoked. Answered with 401.</summary>
    TokenRevoked,

    /// <summary>A token came with an operation that needs none, where it has no business. Answered as without it.</summary>
    TokenOnAnonymousOperation,

    /// <summary>
    /// A create lacks members that the brev CLI always writes, with <see cref="FakeBrevOptions.StrictCreates"/>. Answered with 400.
    /// </summary>
    CreateMemberMissing,
}
