using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.PackageTests.Applications;

/// <summary>The API of the document of pets, on loopback: it answers from a script and keeps what it was asked.</summary>
public sealed class PetServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly List<string> _requests = [];

    private PetServer(WebApplication application)
    {
        _application = application;
        application.Run(AnswerAsync);
    }

    /// <summary>Where it listens.</summary>
    public string Address =>
        _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Each request: method, target, key and body.</summary>
    public IReadOnlyList<string> Requests => _requests;

    /// <summary>Starts a server on a port of its own.</summary>
    public static async Task<PetServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new PetServer(builder.Build());
        await server._application.StartAsync();
        return server;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var target = context.Request.Path + context.Request.QueryString.ToString();
        lock (_requests)
        {
            var (key, accept) = (context.Request.Headers["X-Api-Key"], context.Request.Headers.Accept);
            _requests.Add($"{context.Request.Method} {target} key={key} accept={accept} {body}".TrimEnd());
        }

        var (status, type, text) = (context.Request.Method, context.Request.Path.Value) switch
        {
            ("GET", "/pets") =>
                (200, "application/json",
                    """[{"id":1,"name":"Tom","status":"available"},{"id":2,"name":"Ada","status":"reserved","color":"red"}]"""),
            ("POST", "/pets") => (201, "application/json", """{"id":"3","name":"Rex"}"""),
            ("GET", "/pets/sold") => (200, "application/x-ndjson", "{\"name\":\"Tom\"}\n{\"name\":\"Ada\"}\n"),
            _ => (404, "application/problem+json", """{"title":"No such pet.","code":404,"message":"No such pet."}"""),
        };
        (context.Response.StatusCode, context.Response.ContentType) = (status, type);
        await context.Response.WriteAsync(text);
    }
}
