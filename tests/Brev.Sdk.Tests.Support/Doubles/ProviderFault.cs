namespace Brev.Sdk.Tests.Doubles;

/// <summary>What an identity provider may do instead of refreshing a token.</summary>
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
