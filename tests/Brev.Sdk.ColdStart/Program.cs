using System.Buffers.Text;
using System.Text;
using Brev.Sdk;
#if RAW
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Brev.Sdk.ColdStart;
#elif REFIT
using System.Net.Http.Headers;
using Brev.Sdk.ColdStart;
using Refit;
#endif

var address = new Uri(args[0]);
var payload =
    $$"""{"iss":"https://login.nvidia.com","sub":"benchmark","iat":1,"exp":{{DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds()}}}""";
var token =
    $"{Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8)}."
        + $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.c2lnbmF0dXJl";

#if RAW
using var client = new HttpClient { BaseAddress = address };
client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
var workspace = await client.GetFromJsonAsync("/api/workspaces/ws-1", ColdJson.Default.Workspace);
#elif REFIT
using var client = new HttpClient { BaseAddress = address };
client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
var api = RestService.ForGenerated<IPlainApi>(client, new RefitSettings(SystemTextJsonContentSerializer.ForContext(ColdJson.Default)));
var workspace = await api.GetWorkspaceAsync("ws-1");
#else
await using var credential = BrevCredential.FromTokens(token, "session:device");
using var client = new BrevClient(new BrevClientOptions { Credential = credential, ControlPlaneEndpoint = address });
var workspace = await client.GetWorkspaceAsync("ws-1");
#endif
Console.WriteLine(workspace?.Id is null ? "no workspace" : "answered");
