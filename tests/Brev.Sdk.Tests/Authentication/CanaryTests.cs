using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>A canary token and refresh token, through everything that can happen to them, appear nowhere that anybody may look.</summary>
public sealed class CanaryTests : IDisposable
{
    private const string ApiKey = "bak-canary-key";
    private const string Auth0RefreshToken = "canary-auth0-refresh";
    private readonly ConcurrentQueue<string> _seen = new();
    private readonly ConcurrentBag<string> _secrets = [AuthenticationStage.SessionKey, AuthenticationStage.DeviceId, ApiKey, Auth0RefreshToken];
    private readonly ActivityListener _activities;
    private readonly MeterListener _metrics = new();
    private int _activityCount;
    private int _measurementCount;

    public CanaryTests()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Brev.Sdk",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                Interlocked.Increment(ref _activityCount);
                _seen.Enqueue($"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Baggage)} {string.Join(' ', activity.Events.Select(happening => happening.Name + string.Join(' ', happening.Tags)))}");
            },
        };
        ActivitySource.AddActivityListener(_activities);
        _metrics.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Brev.Sdk")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _metrics.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measure(instrument, value, tags));
        _metrics.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measure(instrument, value, tags));
        _metrics.Start();
    }

    public void Dispose()
    {
        _activities.Dispose();
        _metrics.Dispose();
    }

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

        Assert.True(_activityCount > 20 && _measurementCount > 20 && _seen.Count > 200, $"{_activityCount} activities, {_measurementCount} measurements, {_seen.Count} texts");
        var secrets = _secrets.Concat(_secrets.Where(secret => secret.Count(letter => letter == '.') == 2).SelectMany(token => token.Split('.')[1..])).Distinct().ToList();
        Assert.True(secrets.Count > 50);
        foreach (var text in _seen)
        {
            Assert.DoesNotContain(secrets, secret => text.Contains(secret, StringComparison.Ordinal));
        }
    }

    /// <summary>A life: loaded, renewed in the window, expired, rejected, revoked, unsaved, drained. The provider echoes what it was sent in every failure.</summary>
    private async Task LiveAsync(int providerStatus, string issuer, string refreshToken)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var folder = new TemporaryFolder();
        var token = New(stage, issuer);
        stage.Valid = token;
        CredentialsFile.Write(folder.File(), token, refreshToken);
        stage.Api.Answer = (request, context) => request.Authorization == "Bearer " + stage.Valid
            ? AuthenticationStage.SucceedAsync(context)
            : AuthenticationStage.WriteJsonAsync(context, $$"""{"errors":[{"type":"UnauthorizedError","message":"bad header: {{request.Authorization}}"}]}""", 401);
        stage.IdentityProvider.Answer = (request, context) =>
        {
            var echo = $"{request.Authorization} {request.Body} {request.Headers.GetValueOrDefault("x-device-id")}";
            context.Response.Headers.Location = "/elsewhere?" + Uri.EscapeDataString(echo);
            stage.Valid = New(stage, issuer);
            var body = providerStatus == 200
                ? issuer == TestToken.KasIssuer ? $$"""{"token":"{{stage.Valid}}"}""" : $$"""{"access_token":"{{stage.Valid}}","refresh_token":"{{refreshToken}}"}"""
                : $$"""{"error":"{{echo}}","error_description":"{{echo}}","requestStatus":{"statusDescription":"{{echo}}","statusCode":"{{AuthenticationStage.SessionKey}}"} }""";
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
        await TryAsync(async () => See(await credential.GetTokenAsync(forceRefresh: true)));
        File.Delete(folder.File());
        Directory.CreateDirectory(folder.File());
        stage.Clock.Advance(TimeSpan.FromMinutes(10));
        await TryAsync(async () => See(await credential.GetTokenAsync(forceRefresh: true)));
        See(credential);
        See(stage.CredentialOptions());
        See(new BrevClientOptions { Credential = credential });
        See(new BrevStoredCredential { AccessToken = token, RefreshToken = refreshToken, ApiKey = ApiKey });
        await stage.DrainAsync();
        See(stage.Log);
    }

    private async Task LiveWithDamagedFilesAsync()
    {
        using var folder = new TemporaryFolder();
        foreach (var content in new[] { $$"""{"refresh_token":"{{Auth0RefreshToken}}""", $$"""["{{ApiKey}}"]""", ApiKey, $$"""{"access_token":"{{ApiKey}} {{Auth0RefreshToken}}"}""", $$"""{"refresh_token":"{{Auth0RefreshToken}}"}""" })
        {
            await using var stage = await AuthenticationStage.StartAsync();
            await File.WriteAllTextAsync(folder.File(), content);
            var options = stage.CredentialOptions();
            options.TimeProvider = TimeProvider.System;
            var credential = stage.Own(BrevCredential.FromCredentialsFile(folder.File(), options));
            await TryAsync(async () => See(await credential.GetTokenAsync()));
            See(stage.Log);
        }
    }

    private async Task LiveWithApiKeyAsync()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Api.Answer = (request, context) => AuthenticationStage.WriteJsonAsync(context, $$"""{"errors":[{"message":"{{request.Authorization}}"}]}""", 401);
        var credential = BrevCredential.FromApiKey(ApiKey);
        await TryAsync(() => stage.CreateClient(credential).ListOrganizationsAsync());
        await TryAsync(() => Task.FromResult(BrevCredential.FromApiKey(ApiKey + " " + Auth0RefreshToken)));
        See(credential);
        See(await credential.GetTokenAsync());
        See(stage.Log);
    }

    private string New(AuthenticationStage stage, string issuer)
    {
        var token = TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(1), issuer, audience: TestToken.Auth0Audience);
        _secrets.Add(token);
        return token;
    }

    private async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception exception)
        {
            _seen.Enqueue(exception.ToString());
            _seen.Enqueue(string.Join(' ', exception.Data.Values.Cast<object?>()));
        }
    }

    private void See(object dump)
    {
        _seen.Enqueue(dump.ToString() ?? "");
        foreach (var property in dump.GetType().GetProperties().Where(property => dump is BrevCredentialOptions or BrevClientOptions && property.GetIndexParameters().Length == 0))
        {
            _seen.Enqueue(property.GetValue(dump)?.ToString() ?? "");
        }
    }

    private void See(CollectedLog log)
    {
        foreach (var (_, _, text) in log.Entries)
        {
            _seen.Enqueue(text);
        }
    }

    private void Measure(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Interlocked.Increment(ref _measurementCount);
        _seen.Enqueue($"{instrument.Name} {value} {string.Join(' ', tags.ToArray())}");
    }
}
