using Brev.Sdk.Tests.Authentication;
namespace Brev.Sdk.Tests.Doubles;

/// <summary>An identity provider whose refresh tokens can be used once: <c>one-use-0</c>, <c>one-use-1</c> and so on.</summary>
internal sealed class OneUseRefreshTokens
{
    private readonly AuthenticationStage _stage;

    public OneUseRefreshTokens(AuthenticationStage stage)
    {
        _stage = stage;
        stage.IdentityProvider.Answer = (request, context) =>
        {
            Used.Add(request.Body.Split("refresh_token=")[^1]);
            stage.Valid = New();
            return AuthenticationStage.WriteJsonAsync(
                context, $$"""{"access_token":"{{stage.Valid}}","refresh_token":"one-use-{{Used.Count}}"}""");
        };
    }

    /// <summary>What was presented, in order.</summary>
    public List<string> Used { get; } = [];

    /// <summary>How far the provider's clock is behind.</summary>
    public TimeSpan Behind { get; set; }

    /// <summary>An access token that is good for an hour from now.</summary>
    public string New()
    {
        var now = _stage.Clock.GetUtcNow() - Behind;
        return TestToken.Create(now, now.AddHours(1), TestToken.Auth0Issuer, audience: TestToken.Auth0Audience);
    }
}
