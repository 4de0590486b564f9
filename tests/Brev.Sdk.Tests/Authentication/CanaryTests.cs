using Brev.Sdk.Tests.Canary;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>
/// A canary token and refresh token, through everything that can happen to them, appear nowhere that anybody may look. What the whole suite
/// shows is told by <see cref="WholeSuiteTests"/>.
/// </summary>
public sealed class CanaryTests : IDisposable
{
    private const string ApiKey = "bak-canary-key";
    private const string Auth0RefreshToken = "canary-auth0-refresh";
    private readonly CanaryWatch _watch = new();
    private readonly TelemetryWatch _telemetry;

    public CanaryTests() => _telemetry = new TelemetryWatch(_watch);

    public void Dispose() => _telemetry.Dispose();

    [Rule("8")]
    [Fact]
    public async Task No_secret_appears_in_logs_exceptions_activities_metrics_or_dumps()
    {
        foreach (var status in new[] { 200, 401, 403, 400, 429, 500, 302 })
        {
            await LiveAsync(status, TestToken.KasIssuer, $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}");
            await LiveAsync(status, TestToken.Auth0Issuer, Auth0RefreshToken);
        }

        await LiveWithDamagedFilesAsync();
        await LiveWithApiKeyAsync();

        Assert.True(_watch.LeakCount == 0, string.Join(Environment.NewLine, _watch.Leaks));
        Assert.All(
            new[] { TextKind.LogEntry, TextKind.OwnException, TextKind.Activity, TextKind.Measurement, TextKind.Dump },
            kind => Assert.True(_watch.Count(kind) > 20, _watch.ToString()));
    }

    /// <summary>
    /// A life: loaded, refreshed in the window, expired, rejected, revoked, unsaved, drained. The provider echoes what it was sent in every
    /// failure.
    /// </summary>
    private async Task LiveAsync(int providerStatus, string issuer, string refreshToken)
    {
        using var folder = new TemporaryFolder();
        await using var stage = await AuthenticationStage.StartAsync();
        var token = New(stage, issuer);
        stage.Valid = token;
        CredentialsFile.Write(folder.File(), token, refreshToken);
        stage.Api.Answer = (request, context) => request.Authorization == "Bearer " + stage.Valid
            ? AuthenticationStage.SucceedAsync(context)
            : AuthenticationStage.WriteJsonAsync(
                context, $$"""{"errors":[{"type":"UnauthorizedError","message":"bad header: {{request.Authorization}}"}]}""", 401);
        stage.IdentityProvider.Answer = (request, context) =>
        {
            var echo = $"{request.Authorization} {request.Body} {request.Headers.GetValueOrDefault("x-device-id")}";
            context.Response.Headers.Location = "/elsewhere?" + Uri.EscapeDataString(echo);
            stage.Valid = New(stage, issuer);
            var body = providerStatus == 200
                ? issuer == TestToken.KasIssuer
                    ? $$"""{"token":"{{stage.Valid}}"}"""
                    : $$"""{"access_token":"{{stage.Valid}}","refresh_token":"{{refreshToken}}"}"""
                : $$"""{"error":"{{echo}}","error_description":"{{echo}}","requestStatus":"""
                    + $$"""{"statusDescription":"{{echo}}","statusCode":"{{AuthenticationStage.SessionKey}}"} }""";
            return AuthenticationStage.WriteJsonAsync(context, body, providerStatus);
        };
        var credential = stage.Own(BrevCredential.FromCredentialsFile(folder.File(), stage.CredentialOptions()));
        var client = stage.CreateClient(credential);

        await TryAsync(() => client.ListOrganizationsAsync());
        stage.Clock.Advance(TimeSpan.FromMinutes(56));
        await TryAsync(() => client.ListOrganizationsAsync());
        stage.Valid = "revoked";
        await TryAsync(() => client.ListOrganizationsAsync());
        stage.Clock.Advance(TimeSpan.FromHours(2));
        await TryAsync(() => client.ListOrganizationsAsync());
        await TryAsync(async () => _watch.Dump(await credential.GetTokenAsync(forceRefresh: true)));
        File.Delete(folder.File());
        Directory.CreateDirectory(folder.File());
        stage.Clock.Advance(TimeSpan.FromMinutes(10));
        await TryAsync(async () => _watch.Dump(await credential.GetTokenAsync(forceRefresh: true)));
        _watch.Dump(credential);
        _watch.Dump(stage.CredentialOptions());
        _watch.Dump(new BrevClientOptions { Credential = credential });
        _watch.Dump(new BrevStoredCredential { AccessToken = token, RefreshToken = refreshToken, ApiKey = ApiKey });
        await stage.DrainAsync();
        See(stage.Log);
    }

    private async Task LiveWithDamagedFilesAsync()
    {
        using var folder = new TemporaryFolder();
        foreach (var content in new[]
        {
            $$"""{"refresh_token":"{{Auth0RefreshToken}}""", $$"""["{{ApiKey}}"]""", ApiKey,
            $$"""{"access_token":"{{ApiKey}} {{Auth0RefreshToken}}"}""", $$"""{"refresh_token":"{{Auth0RefreshToken}}"}""",
        })
        {
            await using var stage = await AuthenticationStage.StartAsync();
            await File.WriteAllTextAsync(folder.File(), content);
            var options = stage.CredentialOptions();
            options.TimeProvider = TimeProvider.System;
            var credential = stage.Own(BrevCredential.FromCredentialsFile(folder.File(), options));
            await TryAsync(async () => _watch.Dump(await credential.GetTokenAsync()));
            See(stage.Log);
        }
    }

    private async Task LiveWithApiKeyAsync()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Api.Answer = (request, context) =>
            AuthenticationStage.WriteJsonAsync(context, $$"""{"errors":[{"message":"{{request.Authorization}}"}]}""", 401);
        var credential = BrevCredential.FromApiKey(ApiKey);
        await TryAsync(() => stage.CreateClient(credential).ListOrganizationsAsync());
        await TryAsync(() => Task.FromResult(BrevCredential.FromApiKey(ApiKey + " " + Auth0RefreshToken)));
        _watch.Dump(credential);
        _watch.Dump(await credential.GetTokenAsync());
        See(stage.Log);
    }

    private static string New(AuthenticationStage stage, string issuer) =>
        TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(1), issuer, audience: TestToken.Auth0Audience);

    private async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception exception)
        {
            _watch.See(exception is BrevException ? TextKind.OwnException : TextKind.OtherException, ExceptionWatch.Write(exception));
        }
    }

    private void See(CollectedLog log)
    {
        foreach (var (_, _, text) in log.Entries)
        {
            _watch.See(TextKind.LogEntry, text);
        }
    }
}
