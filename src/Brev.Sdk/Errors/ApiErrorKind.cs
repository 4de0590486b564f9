namespace Brev.Sdk.Errors;

/// <summary>What programs ask about an error; more than one can hold.</summary>
[Flags]
internal enum ApiErrorKind
{
    None = 0,
    NotFound = 1,
    Conflict = 2,
    DuplicateName = 4,
    PermissionDenied = 8,
    Unauthenticated = 16,
    InvalidRequest = 32,
    RateLimited = 64,
    Transient = 128,
    QuotaExceeded = 256,
    ProviderNotEnabled = 512,
    OutOfCredits = 1024,

    /// <summary>What stays as it is until a person changes something outside the call, whatever the status and the code say.</summary>
    Final = QuotaExceeded | ProviderNotEnabled | OutOfCredits,
}
