namespace Brev.Sdk.Authentication;

/// <summary>What came of a look at the store.</summary>
/// <param name="Stored">The login it holds, with what could not be stored yet laid over it.</param>
/// <param name="Found">That login's token, when it should replace the one in use.</param>
/// <param name="Early">The end of the renewal, when there is nothing to go on with.</param>
internal readonly record struct StoreLook(BrevStoredCredential? Stored, TokenSnapshot? Found, RenewalVerdict? Early);
