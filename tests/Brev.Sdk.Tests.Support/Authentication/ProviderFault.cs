namespace Brev.Sdk.Tests.Authentication;

/// <summary>What an identity provider may do instead of renewing a token.</summary>
public enum ProviderFault
{
    Hangs,
    Answers500,
    Answers503,
    Answers429,
    Answers408,
    AnswersHtml,
    AnswersHalfAnObject,
    AnswersAnEmptyToken,
    AnswersNoJwt,
    CutsTheConnection,
    RefusesConnections,
}
